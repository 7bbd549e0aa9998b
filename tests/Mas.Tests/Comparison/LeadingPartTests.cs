using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Masks;
using Mas.Tensors;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Comparison;

/// <summary>A smaller subspace starts as the first coordinates, for each variable, of what a larger one has learned.</summary>
public sealed class LeadingPartTests
{
    public LeadingPartTests() => NativeTorch.Load();

    [Theory]
    [InlineData(Parametrisation.Cayley)]
    [InlineData(Parametrisation.Householder)]
    [InlineData(Parametrisation.Stiefel)]
    public void It_begins_where_the_larger_one_ended(Parametrisation parametrisation)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var design = new AlignmentDesign { Parametrisation = parametrisation };
        Tensor latents = ones(2, 9), start = OrthogonalBase.Random(9, 1);
        using AlignmentFunction larger = AlignmentFactory.Create(design, 9, 6,
            parametrisation == Parametrisation.Stiefel ? start.narrow(1, 0, 6) : start, latents, seed: 1);
        if (parametrisation != Parametrisation.Stiefel)
            larger.Parameters.Values.Single().add_(GaussianTensor.Of(3, 0.3, 9, 6).to_type(ScalarType.Float32));
        using OwnStart leading = LeadingPart.Of(larger, [4, 2], [2, 1]);
        using AlignmentFunction smaller = leading.Create(design, 3, latents);

        Tensor learned = ((OrthonormalAlignment)larger).Factor(), begun = ((OrthonormalAlignment)smaller).Factor();
        Tensor expected = cat([learned.narrow(1, 0, 2), learned.narrow(1, 4, 1)], 1);
        Assert.True(begun.allclose(expected, atol: 1e-5), $"{begun - expected}");
    }

    [Fact]
    public void Trainings_of_one_method_and_seed_follow_one_another_from_the_largest_down()
    {
        AlignmentCase Case(string method, int size, string? alone = null) => new(
            new Method(method, [], [], MaskKind.Fixed), [size], alone);
        (AlignmentCase, int)[] runs =
        [
            (Case("mas", 2), 1), (Case("mas", 2), 2), (Case("mas", 8), 1), (Case("mas", 8), 2), (Case("mas", 4), 1), (Case("mas", 4), 2),
            (Case("das", 2, "a"), 1), (Case("das", 4, "a"), 1), (Case("das", 4, "b"), 1),
        ];
        Assert.Equal([[2, 4, 0], [3, 5, 1], [7, 6], [8]], SizeChains.Of(AlignmentStart.NextLarger, runs));
        Assert.Equal(Enumerable.Range(0, runs.Length).Select(i => (int[])[i]), SizeChains.Of(AlignmentStart.Aligned, runs));
    }
}
