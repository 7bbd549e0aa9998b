using Mas.Alignments;

namespace Mas.Comparison;

/// <summary>Where an alignment function starts when an analysis says so itself, in the place of the experiment's start.</summary>
/// <param name="Base">float64, [width, width], or its first columns where <see cref="AlignmentFactory.HasThinBase"/>: what
/// <see cref="AlignmentFactory.Create"/> takes its start from.</param>
/// <param name="Shift">float64, [width], of a family that shifts; null for the others.</param>
internal sealed record OwnStart(Tensor Base, Tensor? Shift = null) : IDisposable
{
    /// <summary>[rows, width] what takes the place of the network's natural latents in normalisation; null for those.</summary>
    public Tensor? Latents { get; init; }

    /// <param name="design">Of a family that starts from a base.</param>
    /// <param name="latents">[rows, width] natural latents of the training sequences.</param>
    public AlignmentFunction Create(AlignmentDesign design, int columns, Tensor latents)
    {
        using var scope = NewDisposeScope();
        AlignmentFunction made = AlignmentFactory.Create(design, (int)Base.size(0), columns, Base, Latents ?? latents, seed: 0);
        using var frozen = no_grad();
        if (Shift is not null)
            made.Parameters[LinearAlignment.ShiftName].copy_(Shift);
        return made;
    }

    public void Dispose()
    {
        Base.Dispose();
        Shift?.Dispose();
        Latents?.Dispose();
    }
}
