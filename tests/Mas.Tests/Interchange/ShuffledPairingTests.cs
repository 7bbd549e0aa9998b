using Mas.Interchange;
using Xunit;

namespace Mas.Tests.Interchange;

public sealed class ShuffledPairingTests
{
    private static readonly Intervention[] Interventions =
        [.. Enumerable.Range(0, 100)
            .Select(i => new Intervention([new Donor(0, i, i + 1)], i + 2, i + 3, i + 3, [i], [true]))];

    [Fact]
    public void Sources_are_permuted_together_with_their_positions_and_none_keeps_its_own()
    {
        Intervention[] shuffled = ShuffledPairing.Of(Interventions, 4);
        Assert.Equal(Interventions.Select(Source), shuffled.Select(Source).Order());
        Assert.All(Interventions.Zip(shuffled), pair => Assert.NotEqual(Source(pair.First), Source(pair.Second)));
    }

    [Fact]
    public void Shuffled_pairing_keeps_targets_and_labels() =>
        Assert.All(Interventions.Zip(ShuffledPairing.Of(Interventions, 4)), pair =>
            Assert.Equal(pair.First, pair.Second with { Donors = pair.First.Donors }));

    [Fact]
    public void The_seed_decides_the_shuffled_pairing()
    {
        Assert.Equal(ShuffledPairing.Of(Interventions, 4), ShuffledPairing.Of(Interventions, 4));
        Assert.NotEqual(ShuffledPairing.Of(Interventions, 4), ShuffledPairing.Of(Interventions, 5));
    }

    [Fact]
    public void One_intervention_has_no_other_source_to_take() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ShuffledPairing.Of(Interventions[..1], 4));

    private static (int, int) Source(Intervention intervention) => (intervention.Donors[0].Sequence, intervention.Donors[0].Position);
}
