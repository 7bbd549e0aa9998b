using Mas.Comparison;
using Mas.Masks;
using Mas.Tests.Alignments;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Comparison;

public sealed class LearnedSeedTests
{
    [Theory]
    [InlineData("cayley", "matrix", "factor"), InlineData("cayley-normalised", "matrix", "factor"), InlineData("stiefel-tanh", "factor")]
    [InlineData("linear-tanh")]
    public void What_other_programs_read_is_kept_within_a_normalisation_too(string family, params string[] names)
    {
        using var frozen = no_grad();
        using var learned = new LearnedSeed(
            ["a"], [0], "", 1, new LearnedMaps([Families.Make(family, ScalarType.Float32, 6, 2)], new FixedMask([2], [6])));
        Assert.Equal(names.Select(name => $"seed-1.a.{name}"), learned.Following.Select(one => one.Name));
    }
}
