namespace Mas.Similarity;

/// <summary>SVCCA (Raghu et al. 2017): of each representation the fewest principal components that hold a share of its variance, then the
/// mean canonical correlation. Invariant to orthogonal maps and isotropic scaling; other maps change which components stay.</summary>
/// <param name="share">Of the variance (squared singular values), above 0 and at most 1.</param>
internal sealed class SingularVectorCca(double share = SingularVectorCca.UsualShare) : SimilarityMeasure
{
    /// <summary>As published.</summary>
    public const double UsualShare = 0.99;

    /// <summary><c>svcca</c>; with another share <c>svcca-0.9</c>.</summary>
    public override string Name => share == UsualShare ? "svcca" : Invariant($"svcca-{share}");

    public override Fitted Fit(Representation representation)
    {
        SingularBasis basis = representation.Basis;
        return new FittedBasis(Name, basis.Left.narrow(1, 0, basis.Components(share)), representation.Centred.alias());
    }

    public override string? Against(Representation one, Representation other) => Against(one) ?? Against(other);

    private protected override double Between(Fitted one, Fitted other) => FittedBasis.Correlations(one, other).Average();

    private string? Against(Representation representation)
    {
        int components = representation.Basis.Components(share), distinct = representation.Distinct.Count;
        string named = components == 1 ? "1 component that holds" : $"{components} components that hold";
        return distinct > components + 1 ? null : Filled(representation, $"{named} that share of its variance");
    }
}
