using Mas.Alignments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Tensors;
using Mas.Tests.Networks;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>What a causal network predicts at p depends on positions 0 … p of its stream and on nothing else (method.md section 7): where
/// all of these come from a source of the same network, the target predicts what the source does, at every depth.</summary>
public sealed class FirstPredictionTests
{
    private const int Layers = 3, Width = 12, Count = 300;

    public static TheoryData<int> Blocks { get; } = [.. Enumerable.Range(0, Layers + 1)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Exchanging_everything_up_to_p_gives_the_sources_own_prediction_at_p(int block)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(Layers, ScalarType.Float64, seed: 61);
        using RunnableActivity activity = made.Network.Record(made.Pool, made.Network.FindSite($"layer.{block}")!);
        Intervention[] drawn = Draw(made.Pool, activity);
        var data = new InterchangeData([activity], [made.Pool], [new Route(0, 0)], [drawn]);
        var identity = new StepMaps([new LinearMap(eye(Width, dtype: ScalarType.Float64, requires_grad: true))]);
        RouteOutcome exchanged = Assert.Single(new InterchangeEngine(data, 1).Evaluate(identity));
        Assert.Equal(1, exchanged.TrialIia);
        Assert.Equal(Count, exchanged.Tokens);
        Assert.InRange(Assert.Single(new InterchangeEngine(data, 1).Evaluate(null)).TrialIia, 0, 0.7);
        (RouteOutcome[] trained, _) = new InterchangeEngine(data, 1)
            .Step(identity, [[.. Enumerable.Range(0, Count)]], new LossWeights([1]));
        Assert.Equal(exchanged.Loss, trained[0].Loss, 1e-9);

        // One position is not enough below the last block: the blocks above still look at the target's other positions.
        Intervention[] single = [.. drawn.Select(one => one with { FirstPosition = one.TargetPosition })];
        double alone = new InterchangeEngine(data with { Interventions = [single] }, 1).Evaluate(identity)[0].TrialIia;
        Assert.Equal(block == Layers, alone == 1);
    }

    private static Intervention[] Draw(TokenRows pool, RunnableActivity activity)
    {
        var random = new SeededRandom(62);
        var drawn = new Intervention[Count];
        for (int i = 0; i < Count; i++)
        {
            int target = random.Next(pool.Count), source = random.Next(pool.Count);
            int p = random.Next(Math.Min(pool.Length(target), pool.Length(source)) - 1);
            using Tensor logits = activity.Logits([pool.Offsets[source] + p]);
            int label = (int)logits.argmax(1).ToArray<long>()[0];
            drawn[i] = new Intervention([new Donor(0, source, p)], target, 0, p, [label], [true]) { IsCut = true };
        }
        return drawn;
    }
}
