using Mas.Similarity;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Docs;

/// <summary>The new measure of docs/reference/extending.md.</summary>
public sealed class ExtendingMeasure
{
    [Fact]
    public void Overlap_of_two_spaces_is_their_mean_squared_canonical_correlation()
    {
        Mas.Tensors.NativeTorch.Load();
        using var scope = NewDisposeScope();
        using var one = new Representation(randn(60, 5, generator: new Generator(1)));
        using var other = new Representation(randn(60, 8, generator: new Generator(2)));
        Assert.Equal(new CanonicalCorrelation(squared: true, centred: true).Compare(one, other).Value!.Value,
            new SubspaceOverlap().Compare(one, other).Value!.Value, 10);
        Assert.Equal(1, new SubspaceOverlap().Compare(one, one).Value!.Value, 10);
    }

    [Fact]
    public void Overlap_of_spaces_that_must_meet_has_a_caveat()
    {
        Assert.Null(new SubspaceOverlap().Caveat(14, 5, 8));
        Assert.StartsWith("subspace-overlap says nothing with 13 distinct latents", new SubspaceOverlap().Caveat(13, 5, 8),
            StringComparison.Ordinal);
    }
}

// snippet
/// <summary>How much two column spaces share: the mean squared cosine of their principal angles, |U₁ᵀU₂|² / min(rank).</summary>
internal sealed class SubspaceOverlap : SimilarityMeasure
{
    public override string Name => "subspace-overlap";

    public override bool IsDistance => false;

    public override bool IsSymmetric => true;

    public override Fitted Fit(Representation representation) =>
        new FittedBasis(Name, representation.Basis.Left.alias(), representation.Centred.alias());

    public override string? Caveat(int distinct, int width, int otherWidth) => distinct > width + otherWidth ? null
        : $"{Name} says nothing with {distinct} distinct latents: spaces of {width} and {otherWidth} dimensions meet in them in any case.";

    private protected override double Between(Fitted one, Fitted other)
    {
        Tensor shared = ((FittedBasis)one).Basis.t().mm(((FittedBasis)other).Basis);
        return (shared * shared).sum().item<double>() / shared.shape.Min();
    }
}
// end of snippet
