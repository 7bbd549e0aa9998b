using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.FeedForward;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

public class MlpHandBuiltTests
{
    private const int Interventions = 2048;

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void The_network_built_by_hand_solves_hierarchical_equality_without_error(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using MlpNetwork network = MlpHandBuilt.Network(type);
        TokenRows pool = MlpHandBuilt.Samples(Interventions, seed: 1);
        using RunnableActivity recording = network.Record(pool, network.Sites[0]);
        Assert.Equal(Enumerable.Range(0, pool.Count).Select(row => (long)pool.Row(row)[1]),
            recording.Logits(pool.Offsets.AsSpan(0, pool.Count)).argmax(1).data<long>().ToArray());
    }

    // Identity alignment: left_equal lives in units 0–3 of layer 1, right_equal in units 4–7.
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Exchanging_the_units_of_a_relation_gives_the_counterfactual_label_in_every_intervention(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using MlpNetwork network = MlpHandBuilt.Network(type);
        TokenRows pool = MlpHandBuilt.Samples(Interventions, seed: 2);
        using RunnableActivity recording = network.Record(pool, network.Sites[0]);
        var random = new SeededRandom(3);
        int[] sources = [.. Enumerable.Range(0, Interventions)], labels = new int[Interventions];
        random.Shuffle(sources.AsSpan());
        var units = new double[Interventions, 8];
        for (int i = 0; i < Interventions; i++)
        {
            int which = random.Next(3); // left, right or both
            (bool left, bool right) = Equalities(pool, i);
            (bool sourceLeft, bool sourceRight) = Equalities(pool, sources[i]);
            labels[i] = (which == 1 ? left : sourceLeft) == (which == 0 ? right : sourceRight) ? MlpHandBuilt.Yes : MlpHandBuilt.No;
            for (int unit = 0; unit < 8; unit++)
                units[i, unit] = which == 2 || which == unit / 4 ? 1 : 0;
        }
        Assert.InRange(Enumerable.Range(0, Interventions).Count(i => labels[i] != pool.Row(i)[1]), Interventions / 4,
            3 * Interventions / 4);
        Tensor mask = tensor(units).to_type(type), donated = recording.Latents(Array.ConvertAll(sources, source => pool.Offsets[source]));

        int[] positions = pool.Offsets[..^1];
        using var targets = new ScoredTargets(
            recording.Prepare(new TargetRows(positions, positions, TokenRows.From(Array.ConvertAll(labels, label => new[] { label })))),
            Array.ConvertAll(labels, _ => true));
        Tensor logits = targets.Logits((latents, _) => latents.lerp(donated, mask));
        Assert.Equal(targets.Labels, logits.argmax(1).data<long>().ToArray());
    }

    private static (bool Left, bool Right) Equalities(TokenRows pool, int row) => MlpHandBuilt.Equalities(pool.Features.AsSpan(8 * row, 8));
}
