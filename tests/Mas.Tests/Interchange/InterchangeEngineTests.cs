using Mas.Alignments;
using Mas.Interchange;
using Mas.Oracles.Interchange;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

public class InterchangeEngineTests
{
    public static TheoryData<ulong> Seeds() => [.. Enumerable.Range(0, 24).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Losses_gradients_and_outcomes_are_those_of_the_plain_program_in_float64(ulong seed) =>
        Compare(seed, ScalarType.Float64, 1e-10);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Losses_and_gradients_are_those_of_the_plain_program_in_float32(ulong seed) => Compare(seed, ScalarType.Float32, 1e-5);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_intervention_is_right_exactly_where_every_prediction_is_the_label(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(seed, ScalarType.Float64);
        var engine = new InterchangeEngine(made.Data, 1);
        StepMaps maps = made.Maps(made.Alignments());
        RouteOutcome[] outcomes = engine.Evaluate(maps);
        for (int route = 0; route < made.Routes.Length; route++)
        {
            // Backwards, so that an order of its own would be noticed.
            int[] chosen = [.. Enumerable.Range(0, made.Interventions[route].Length).Reverse()];
            long[][] predicted = engine.Predicted(maps, route, chosen);
            Assert.Equal(chosen.Select(i => outcomes[route].TrialsRight[i]), chosen.Select((i, row) =>
            {
                Intervention one = made.Interventions[route][i];
                return predicted[row].SequenceEqual((one.Labels ?? one.Continuation).Where((_, s) => one.Scored[s]).Select(id => (long)id));
            }));
        }
        Assert.Empty(engine.Predicted(maps, 0, []));
    }

    [Fact]
    public void Random_interchanges_cover_every_kind_of_case()
    {
        var networks = new HashSet<int>();
        var shapes = new HashSet<string>();
        int right = 0, trials = 0;
        bool onlyEnd = false, first = false, unequal = false, single = false, offset = false, together = false, stepwise = false,
            replaced = false;
        foreach (ulong seed in Seeds().Select(row => row.Data))
        {
            using var scope = NewDisposeScope();
            using var made = new RandomInterchange(seed, ScalarType.Float64);
            networks.Add(made.Networks.Length);
            unequal |= made.Networks.Select(network => network.State.Width).Distinct().Count() > 1;
            shapes.Add(made.Routes.All(route => route.Source == route.Target) ? "within"
                : made.Routes.All(route => route.Source != route.Target) ? "between" : "mixed");
            offset |= made.Routes.GroupBy(route => (route.Source, route.Target))
                .Any(group => group.Select(route => route.Variable).Distinct().Count() > 1);
            together |= made.Interventions.Any(list => list.Any(one => one.Donors.Count > 1));
            stepwise |= made.Interventions.Any(list => list.Any(one => one.FirstPosition < one.TargetPosition));
            replaced |= made.ReplacesAll;
            single |= made.Interventions.Any(list => list.Length == 1);
            onlyEnd |= made.Interventions.Any(list => list.Any(one => one.Continuation.Length == 1));
            bool[] outcomes = [.. new InterchangeEngine(made.Data, 1).Evaluate(made.Maps(made.Alignments()))
                .SelectMany(outcome => outcome.TrialsRight)];
            right += outcomes.Count(trial => trial);
            trials += outcomes.Length;
            first |= made.Interventions.Any(list => list.Any(one => one.TargetPosition == 0));
        }
        Assert.Equal([1, 2, 3, 4], networks.Order());
        Assert.Equal(["between", "mixed", "within"], shapes.Order());
        Assert.InRange(right / (double)trials, 0.1, 0.9);
        Assert.True(onlyEnd && first && unequal && single && offset && together && stepwise && replaced);
    }

    [Theory]
    [InlineData(4UL)]
    [InlineData(7UL)]
    [InlineData(10UL)]
    public void The_engine_gives_the_same_bytes_on_one_thread_and_on_two(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(seed, ScalarType.Float32, most: 40);
        StepMaps maps = made.Maps(made.Alignments());
        (RouteOutcome[] one, StepGradients oneGradients) = new InterchangeEngine(made.Data, 1)
            .Step(maps, made.Everything, new LossWeights(made.Weights));
        (RouteOutcome[] two, StepGradients twoGradients) = new InterchangeEngine(made.Data, 2)
            .Step(maps, made.Everything, new LossWeights(made.Weights));
        Assert.Equivalent(one, two, strict: true);
        for (int k = 0; k < maps.Maps.Count; k++)
            Assert.Equal(oneGradients.Maps[k][0]?.bytes.ToArray(), twoGradients.Maps[k][0]?.bytes.ToArray());
    }

    [Fact]
    public void Evaluating_in_parts_gives_what_one_pass_gives()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float64);
        // More than two parts for the first route, one for the others.
        Intervention[][] many = [.. made.Interventions.Select((list, route) => Enumerable.Range(0, route == 0 ? 1100 : 7)
            .Select(i => list[i % list.Length]).ToArray())];
        InterchangeData data = made.Data with { Interventions = many };
        var engine = new InterchangeEngine(data, 1);
        StepMaps maps = made.Maps(made.Alignments());
        RouteOutcome[] parts = engine.Evaluate(maps);
        (RouteOutcome[] whole, _) = engine.Step(maps, [.. many.Select(list => Enumerable.Range(0, list.Length).ToArray())],
            new LossWeights(made.Weights));
        for (int route = 0; route < whole.Length; route++)
        {
            Assert.Equal(whole[route].Loss, parts[route].Loss, 1e-9 * whole[route].Loss);
            Assert.Equal((whole[route].Tokens, whole[route].TokensRight), (parts[route].Tokens, parts[route].TokensRight));
            Assert.Equal(whole[route].TrialsRight, parts[route].TrialsRight);
        }
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void Without_a_swap_the_natural_network_reads_the_counterfactual_continuation(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(seed, ScalarType.Float64);
        RouteOutcome[] outcomes = new InterchangeEngine(made.Data, 1).Evaluate(null);
        for (int route = 0; route < outcomes.Length; route++)
            AssertSame(made.Oracle.Run(route, made.Everything[route], null), outcomes[route], 1e-10);
    }

    private static void Compare(ulong seed, ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(seed, type);
        int[][] batch = made.Batch();
        OrthogonalAlignment[] full = made.Alignments();
        using LearnedMaps learned = made.Learned();
        OrthogonalAlignment[] thin = [.. learned.Alignments.Cast<OrthogonalAlignment>()];
        StepMaps maps = made.Maps(thin);
        (RouteOutcome[] outcomes, StepGradients gradients) = new InterchangeEngine(made.Data, 1)
            .Step(maps, batch, new LossWeights(made.Weights));
        learned.Backward(maps, gradients);

        Tensor[] matrices = [.. full.Select(alignment => alignment.Matrix())];
        Tensor total = zeros(1, dtype: type);
        for (int route = 0; route < outcomes.Length; route++)
        {
            if (batch[route].Length == 0)
            {
                Assert.Equal(0, outcomes[route].Tokens);
                continue;
            }
            InterchangeOracle.Outcome expected = made.Oracle.Run(route, batch[route], matrices);
            AssertSame(expected, outcomes[route], tolerance);
            total = total + made.Weights[route] * expected.Loss;
        }
        total.sum().backward();
        for (int k = 0; k < thin.Length; k++)
        {
            Assert.Equal(full[k].Parameter.grad is null, thin[k].Parameter.grad is null);
            if (full[k].Parameter.grad is Tensor expected)
                AssertClose(thin[k].Parameter.grad!, expected, tolerance);
        }
    }

    // Where an intervention gives the same whatever the alignment, the gradient is zero but for rounding.
    private static void AssertClose(Tensor gradient, Tensor expected, double tolerance) =>
        Golden.Close(gradient, expected, tolerance * Math.Max(1e-3, expected.abs().max().to_type(ScalarType.Float64).item<double>()));

    private static void AssertSame(InterchangeOracle.Outcome expected, RouteOutcome outcome, double tolerance)
    {
        double loss = expected.Loss.to_type(ScalarType.Float64).item<double>();
        Assert.Equal(loss, outcome.MeanLoss, tolerance * loss);
        Assert.Equal(expected.Tokens, outcome.Tokens);
        // In float32 a near tie may fall either way.
        if (expected.Loss.dtype != ScalarType.Float64)
            return;
        Assert.Equal(expected.TokensRight, outcome.TokensRight);
        Assert.Equal(expected.TrialsRight, outcome.TrialsRight);
    }
}
