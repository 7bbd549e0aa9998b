using Mas.Alignments;
using Mas.Interchange;
using Mas.Oracles.Interchange;
using Mas.Oracles.Networks;
using Mas.Results.Records;
using Mas.Tasks;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>What must hold on trained networks, whatever the alignment.</summary>
public class RealGruTests
{
    [Fact]
    public void Before_training_the_aligned_start_is_near_perfect_within_and_moderate_between()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a", "networks/gru-b");
        InterchangeData data = study.Data(Metrics.Test, 500);
        RouteOutcome[] outcomes = new InterchangeEngine(data, 1).Evaluate(study.Learned(32).Hard());
        for (int route = 0; route < outcomes.Length; route++)
        {
            bool within = data.Routes[route].Source == data.Routes[route].Target;
            Assert.InRange(outcomes[route].TrialIia, within ? 0.99 : 0.6, within ? 1 : 0.8);
        }
    }

    [Fact]
    public void A_sample_that_is_its_own_source_keeps_its_latent_and_its_accuracy()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a", "networks/gru-b");
        Route[] within = [new(0, 0), new(1, 1)];
        Intervention[] naturals = study.Naturals(Metrics.Test, 300);
        InterchangeData data = study.Data(Metrics.Test, within, [naturals, naturals]);
        var engine = new InterchangeEngine(data, 1);
        LinearMap[] maps = [.. study.Networks.Select((network, k) =>
            new LinearMap(OrthogonalBase.Random(network.State.Width, (ulong)k).to_type(ScalarType.Float32).narrow(1, 0, 32)))];
        RouteOutcome[] natural = engine.Evaluate(null), identity = engine.Evaluate(new StepMaps(maps));
        for (int k = 0; k < within.Length; k++)
        {
            Assert.Equal(natural[k].TrialsRight, identity[k].TrialsRight);
            Assert.Equal(natural[k].TokensRight, identity[k].TokensRight);
            int[] offsets = data.Pools[k].Offsets,
                positions = [.. naturals.Select(one => offsets[one.TargetSequence] + one.TargetPosition)];
            Tensor latents = data.Sources[k].Latents(positions);
            Tensor swapped = InterchangeIntervention.Swap(latents, maps[k],
                InterchangeIntervention.Written(maps[k].Align(latents), null, 32), null);
            Golden.CloseToLargest(swapped, latents, 1e-5);
        }
    }

    [Fact]
    public void A_trial_is_right_with_its_own_predictions_fed_back_exactly_when_it_is_right_with_the_counterfactual_fed()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a", "networks/gru-b");
        InterchangeData data = study.Data(Metrics.Test, 60);
        OrthogonalAlignment[] alignments = study.AlignedStart(32);
        RouteOutcome[] outcomes = new InterchangeEngine(data, 1)
            .Evaluate(new StepMaps([.. alignments.Select(alignment => alignment.Map())]));
        Tensor[] matrices = [.. alignments.Select(alignment => alignment.Matrix().detach())];
        var oracle = new InterchangeOracle([.. study.Networks.Select(network => network.Weights)],
            [.. study.Networks.Select(_ => study.Pool(Metrics.Test).Rows)], data.Routes, data.Interventions, [32]);
        int right = 0, wrong = 0;
        // Into gru-a: from itself, nearly all right, and from gru-b, a third of them wrong.
        foreach (int route in Enumerable.Range(0, data.Routes.Count).Where(route => data.Routes[route].Target == 0))
        {
            for (int i = 0; i < data.Interventions[route].Count; i++)
            {
                Intervention intervention = data.Interventions[route][i];
                bool free = AnswersFreely(study.Networks[0].Weights, oracle.Replaced(data.Routes[route], intervention, matrices),
                    intervention);
                Assert.Equal(outcomes[route].TrialsRight[i], free);
                right += free ? 1 : 0;
                wrong += free ? 0 : 1;
            }
        }
        Assert.True(right >= 50 && wrong >= 10, $"{right} right and {wrong} wrong: too few to tell");
    }

    // What the environment gives (demonstrations, trigger) is fed as it is; the answer is the network's own, up to its own E.
    private static bool AnswersFreely(Mas.Networks.Recurrent.RecurrentWeights weights, Tensor state, Intervention intervention)
    {
        int[] given = [.. intervention.Continuation.TakeWhile((_, s) => !intervention.Scored[s])];
        int[] wanted = intervention.Continuation[given.Length..];
        foreach (int token in given)
            state = RecurrentOracle.Cell(weights, token, state);
        var answer = new List<int>();
        while (answer.Count <= wanted.Length && (answer.Count == 0 || answer[^1] != Vocabulary.Eos))
        {
            answer.Add((int)RecurrentOracle.Head(weights, state).argmax(1).item<long>());
            state = RecurrentOracle.Cell(weights, answer[^1], state);
        }
        return answer.SequenceEqual(wanted);
    }
}
