using Mas.Alignments;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Docs;

/// <summary>The new alignment family of docs/reference/extending.md.</summary>
public class ExtendingFamily
{
    [Fact]
    public void In_an_added_family_inverting_undoes_aligning_and_the_map_gives_the_first_coordinates()
    {
        using var scope = NewDisposeScope();
        Tensor latents = randn(5, 6, dtype: ScalarType.Float64, generator: new Generator(1));
        using var alignment = new DiagonalAlignment(linspace(-1, 1, 6, dtype: ScalarType.Float64),
            linspace(0, 1, 6, dtype: ScalarType.Float64), columns: 4);
        Tensor aligned = alignment.Align(latents);
        Assert.True(Golden.Difference(aligned, latents) > 0.01);
        Golden.Close(alignment.Invert(aligned), latents, 1e-12);
        Golden.Close(alignment.Map().Align(latents), aligned.narrow(1, 0, 4), 1e-12);
        Assert.Null(alignment.Degenerates());
    }

    [Fact]
    public void An_added_family_starts_as_the_identity()
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Start(columns: 3);
        Tensor latents = ones(2, ShortTraining.Width);
        Golden.Close(alignment.Align(latents), latents, 0);
    }

    [Fact]
    public void An_added_family_is_trained()
    {
        using Network first = ShortTraining.Network(KnownFormats.Find("gru")!, Golden.MultiObject, 1);
        using Network second = ShortTraining.Network(KnownFormats.Find("gru")!, Golden.MultiObject, 2);
        ShortTraining.Run(Golden.MultiObject, first, second, _ => Start(columns: ShortTraining.Width),
            new FixedMask([ShortTraining.Width], [ShortTraining.Width]), "full");
    }

    private static DiagonalAlignment Start(int columns) =>
        DiagonalAlignment.Start(new FamilyStart(new AlignmentDesign(), ShortTraining.Width, columns, null, 1));
}

// snippet
/// <summary>A(h) = h diag(eˢ) + c: unit i of one network can only stand for unit i of another, at another scale.</summary>
/// <remarks>Parameters: <c>scale</c> s and <c>shift</c> c, [width] both; they start at 0, which is the identity.</remarks>
internal sealed class DiagonalAlignment : AffineAlignment
{
    private readonly Tensor _scale;
    private readonly Tensor _shift;

    /// <param name="scale">[width] start of s. Owned from here on.</param>
    /// <param name="shift">[width] start of c. Owned from here on.</param>
    /// <param name="columns">Coordinates that the mask reads.</param>
    public DiagonalAlignment(Tensor scale, Tensor shift, int columns)
        : base((int)scale.size(0), columns)
    {
        Shape.RequireVector(shift, Width, nameof(shift));
        (_scale, _shift) = (Learned(scale), Learned(shift));
        Parameters = new Dictionary<string, Tensor> { ["scale"] = _scale, ["shift"] = _shift };
    }

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public override IReadOnlyDictionary<string, Tensor> Constants { get; } = new Dictionary<string, Tensor>();

    public override Tensor Matrix()
    {
        using Tensor factors = _scale.exp();
        return diag(factors);
    }

    protected override Tensor Offset(Tensor matrix) => _shift.alias();

    protected override Tensor Origin(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        return Unaligned(matrix, _shift.unsqueeze(0)).squeeze(0).neg().MoveToOuterDisposeScope();
    }

    internal static DiagonalAlignment Start(FamilyStart start) =>
        new(start.Device.Zeros(start.Width), start.Device.Zeros(start.Width), start.Columns);
}
// end of snippet
