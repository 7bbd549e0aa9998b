using Mas.Alignments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Tensors;
using Mas.Tests.Networks;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

public class KeptContinuationsTests
{
    private const int Count = 300; // more than one pass computes

    [Fact]
    public void A_step_with_kept_continuations_is_the_step_that_computes_them()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 51);
        using RunnableActivity activity = made.Network.Record(made.Pool, made.Network.FindSite("layer.1")!);
        Intervention[] interventions = Draw(made.Pool);
        using var kept = new KeptContinuations(activity, made.Pool, interventions, long.MaxValue);
        var data = new InterchangeData([activity], [made.Pool], [new Route(0, 0)], [interventions]);
        int[] batch = [7, 290, 7, 0, 266];
        var maps = new StepMaps([new CayleyAlignment(eye(12, dtype: ScalarType.Float64), zeros(12, 4, dtype: ScalarType.Float64)).Map()]);
        (RouteOutcome[] wanted, StepGradients wantedGradients) = new InterchangeEngine(data, 1).Step(maps, [batch], new LossWeights([1]));
        (RouteOutcome[] found, StepGradients gradients) = new InterchangeEngine(data with { Continuations = [kept] }, 1)
            .Step(maps, [batch], new LossWeights([1]));
        Assert.Equal(wanted[0].Loss, found[0].Loss, 1e-10);
        Assert.Equal(wanted[0].TrialsRight, found[0].TrialsRight);
        foreach ((Tensor? one, Tensor? other) in wantedGradients.Maps[0].Zip(gradients.Maps[0]))
            if (one is not null)
                Golden.CloseToLargest(other!, one, 1e-9);
    }

    [Fact]
    public void No_continuation_is_kept_beyond_the_budget_or_where_nothing_is_below_the_site()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 52);
        using RunnableActivity first = made.Network.Record(made.Pool, made.Network.FindSite("layer.0")!),
            second = made.Network.Record(made.Pool, made.Network.FindSite("layer.1")!);
        Intervention[] interventions = Draw(made.Pool);
        long bytes = sizeof(float) * 12L * interventions.Sum(one => one.Continuation.Length - 1);
        Tensor? Kept(RunnableActivity activity, long most)
        {
            using var kept = new KeptContinuations(activity, made.Pool, interventions, most);
            return kept.Of([1, 0]);
        }
        Assert.Null(Kept(first, long.MaxValue));
        Assert.Null(Kept(second, bytes - 1));
        Assert.Equal([interventions[1].Continuation.Length + interventions[0].Continuation.Length - 2, 12], Kept(second, bytes)!.shape);
    }

    private static Intervention[] Draw(TokenRows pool)
    {
        var random = new SeededRandom(53);
        var drawn = new Intervention[Count];
        for (int i = 0; i < Count; i++)
        {
            int target = random.Next(pool.Count), source = random.Next(pool.Count), at = random.Next(pool.Length(target) - 1);
            var continuation = new int[1 + random.Next(5)];
            for (int t = 0; t < continuation.Length; t++)
                continuation[t] = random.Next(7);
            drawn[i] = new Intervention([new Donor(0, source, 1)], target, at, at, continuation, [.. continuation.Select(_ => true)]);
        }
        return drawn;
    }
}
