namespace Mas.Similarity;

/// <summary>What an orthogonal Procrustes distance does about size.</summary>
internal enum ProcrustesForm
{
    Angular,      // the angle between the shapes, arccos(Σσ/|X||Y|), 0..π/2; a metric without scale
    SizeAndShape, // √(|X|² + |Y|² − 2Σσ); size counts
    Normalised,   // the same after both are scaled to norm 1, 0..√2
}

/// <summary>Orthogonal Procrustes distance: what is left between centred representations after the best rotation or reflection of one of
/// them; σ are the singular values of XcᵀYc, the narrower padded with columns of zeros. Invariant to orthogonal maps; to isotropic scaling
/// but for size-and-shape.</summary>
internal sealed class Procrustes(ProcrustesForm form = ProcrustesForm.Angular) : SimilarityMeasure
{
    public override string Name => form switch
    {
        ProcrustesForm.Angular => "procrustes",
        ProcrustesForm.SizeAndShape => "procrustes-size-and-shape",
        ProcrustesForm.Normalised => "procrustes-normalised",
        _ => throw new InvalidOperationException($"No form {form}."),
    };

    public override bool IsDistance => true;

    public override Fitted Fit(Representation representation) => new FittedShape(Name, representation.Centred.alias(), Whitening.None);

    private protected override double Between(Fitted one, Fitted other)
    {
        (FittedShape a, FittedShape b) = ((FittedShape)one, (FittedShape)other);
        if (form == ProcrustesForm.Angular)
            return FittedShape.Angle(a, b);
        double nuclear = FittedShape.NuclearNorm(a, b);
        return Math.Sqrt(Math.Max(0, form == ProcrustesForm.SizeAndShape
            ? a.Energy + b.Energy - 2 * nuclear : 2 - 2 * nuclear / Math.Sqrt(a.Energy * b.Energy)));
    }
}
