using Mas.Alignments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Results;
using Mas.Tasks;
using Mas.Tests.Networks;
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
        using InterchangeData data = study.Data(Metrics.Test, 500, 32);
        RouteOutcome[] outcomes = new InterchangeEngine(data, 1).Evaluate([.. study.AlignedStart(32).Select(alignment => alignment.Factor())]);
        for (int route = 0; route < outcomes.Length; route++)
        {
            bool within = data.Routes[route].Source == data.Routes[route].Target;
            Assert.InRange(outcomes[route].TrialIia, within ? 0.99 : 0.6, within ? 1 : 0.8);
        }
    }

    [Fact]
    public void A_sample_that_is_its_own_source_keeps_its_logits_and_its_accuracy()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a", "networks/gru-b");
        Route[] within = [new(0, 0, new Block(3, 20)), new(1, 1, new Block(0, 32))];
        Intervention[] naturals = study.Naturals(Metrics.Test, 300);
        using InterchangeData data = study.Data(Metrics.Test, within, [naturals, naturals]);
        var engine = new InterchangeEngine(data, 1);
        Tensor[] factors = [.. study.Networks.Select((network, k) =>
            OrthogonalBase.Random(network.State.Width, (ulong)k).to_type(ScalarType.Float32).narrow(1, 0, 32))];
        RouteOutcome[] natural = engine.Evaluate(null), identity = engine.Evaluate(factors);
        int[] rows = [.. Enumerable.Range(0, naturals.Length)];
        foreach (TargetGroup group in data.Targets)
        {
            int route = group.Members.Single();
            Assert.Equal(natural[route].TrialsRight, identity[route].TrialsRight);
            Assert.Equal(natural[route].TokensRight, identity[route].TokensRight);
            using ResumePlan plan = group.Prepared.Plan(rows);
            Tensor latents = group.Prepared.Latents(rows), factor = factors[group.Network];
            Tensor replaced = InterchangeIntervention.Apply(
                latents, InterchangeIntervention.Coordinates(group.SourceLatents(0, group.Network, rows), factor, within[route].Block), factor, within[route].Block);
            Tensor logits = group.Prepared.Logits(latents, plan);
            // Logits reach 30, where one unit in the last place of a float32 is 2e-6.
            Golden.CloseToLargest(group.Prepared.Logits(replaced, plan), logits, 1e-5);
        }
    }

    [Fact]
    public void A_trial_is_right_with_its_own_predictions_fed_back_exactly_when_it_is_right_with_the_counterfactual_fed()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a", "networks/gru-b");
        using InterchangeData data = study.Data(Metrics.Test, 60, 32);
        OrthogonalAlignment[] alignments = study.AlignedStart(32);
        RouteOutcome[] outcomes = new InterchangeEngine(data, 1).Evaluate([.. alignments.Select(alignment => alignment.Factor())]);
        Tensor[] matrices = [.. alignments.Select(alignment => alignment.Matrix().detach())];
        var oracle = new InterchangeOracle([.. study.Networks.Select(network => network.Weights)], [.. study.Networks.Select(_ => study.Pool(Metrics.Test).Rows)], data.Routes, data.Interventions);
        int right = 0, wrong = 0;
        // Into gru-a: from itself, nearly all right, and from gru-b, a third of them wrong.
        foreach (int route in Enumerable.Range(0, data.Routes.Count).Where(route => data.Routes[route].Target == 0))
        {
            for (int i = 0; i < data.Interventions[route].Count; i++)
            {
                Intervention intervention = data.Interventions[route][i];
                bool free = AnswersFreely(study.Networks[0].Weights, oracle.Replaced(data.Routes[route], intervention, matrices), intervention);
                Assert.Equal(outcomes[route].TrialsRight[i], free);
                right += free ? 1 : 0;
                wrong += free ? 0 : 1;
            }
        }
        Assert.True(right >= 50 && wrong >= 10, $"{right} right and {wrong} wrong: too few to tell");
    }

    // What the environment gives (demonstrations, trigger) is fed as it is; the answer is the network's own, up to its own E.
    private static bool AnswersFreely(Mas.Networks.Recurrent.GruWeights weights, Tensor state, Intervention intervention)
    {
        int[] given = [.. intervention.Continuation.TakeWhile((_, s) => !intervention.Scored[s])];
        int[] wanted = intervention.Continuation[given.Length..];
        foreach (int token in given)
            state = GruOracle.Cell(weights, token, state);
        var answer = new List<int>();
        while (answer.Count <= wanted.Length && (answer.Count == 0 || answer[^1] != Vocabulary.Eos))
        {
            answer.Add((int)GruOracle.Head(weights, state).argmax(1).item<long>());
            state = GruOracle.Cell(weights, answer[^1], state);
        }
        return answer.SequenceEqual(wanted);
    }
}
