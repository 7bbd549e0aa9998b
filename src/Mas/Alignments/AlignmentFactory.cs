namespace Mas.Alignments;

/// <summary>Makes untrained alignment functions, float32.</summary>
internal static class AlignmentFactory
{
    private const int WidestSquare = 512; // method.md section 3: above it, [width, width] costs more than the rest of a step

    // One line for each family.
    private static readonly Dictionary<AlignmentFamily, Entry> s_families = new()
    {
        [AlignmentFamily.Orthogonal] = new(true, Orthogonal),
        [AlignmentFamily.Linear] = new(true, LinearAlignment.Start),
        [AlignmentFamily.SymmetricPositiveDefinite] = new(false, SymmetricPositiveDefiniteAlignment.Start),
        [AlignmentFamily.SymmetricDefinite] = new(false, SymmetricDefiniteAlignment.Start),
        [AlignmentFamily.Reversible] = new(false, ReversibleAlignment.Start),
        [AlignmentFamily.AffinePair] = new(true, AffinePairAlignment.Start),
    };

    private static readonly Dictionary<Parametrisation, Func<FamilyStart, AlignmentFunction>> s_parametrisations = new()
    {
        [Parametrisation.Cayley] = start => new CayleyAlignment(start.Base(start.Width), Still(start)),
        [Parametrisation.MatrixExponential] = start => new MatrixExponentialAlignment(start.Base(start.Width), Still(start)),
        [Parametrisation.Householder] = start => new HouseholderAlignment(start.Base(start.Width), Still(start)),
        [Parametrisation.Stiefel] = start => new StiefelAlignment(start.Base(start.Columns)),
    };

    /// <summary>Whether the family starts from an orthogonal base, which can be aligned; the others start at their own default.</summary>
    public static bool HasOrthogonalBase(AlignmentDesign design) => s_families[design.Family].HasBase;

    /// <summary>Whether the first columns of a base are enough at this width, so that nothing of [width, width] need be made.</summary>
    public static bool HasThinBase(AlignmentDesign design, int width) =>
        design.Family == AlignmentFamily.AffinePair
        || (design.Family == AlignmentFamily.Orthogonal && Resolved(design.Parametrisation, width) == Parametrisation.Stiefel);

    /// <summary>Normalisation that the design asks for, float64; null for none.</summary>
    /// <param name="latents">[rows, width] natural latents of the training sequences.</param>
    public static Normalisation? Normalisation(AlignmentDesign design, Tensor latents)
    {
        if (design.Normalise == Normalise.Standard)
            return Alignments.Normalisation.Of(latents, design.Nonlinearity);
        if (design.Nonlinearity == Nonlinearity.Identity)
            return null;
        Device device = Device.Of(latents).Exact;
        return new Normalisation(design.Nonlinearity, device.Zeros(latents.size(-1)), device.Ones(latents.size(-1)));
    }

    /// <summary>An untrained alignment function.</summary>
    /// <param name="columns">Coordinates that the mask reads, at most <paramref name="width"/>.</param>
    /// <param name="baseMatrix">[width, width] orthogonal, from which the start is taken; where <see cref="HasThinBase"/>, its first
    /// columns do; null for families without one. Made of normalised latents where the design normalises. It is copied.</param>
    /// <param name="trainingLatents">[rows, width] natural latents of the training sequences: normalisation takes its constants from them,
    /// and the alignment function is made where they are.</param>
    /// <param name="seed">Decides what is random in the families that have no base.</param>
    /// <exception cref="Mas.Results.Files.InputException">The family cannot be made so.</exception>
    public static AlignmentFunction Create(
        AlignmentDesign design, int width, int columns, Tensor? baseMatrix, Tensor trainingLatents, ulong seed)
    {
        Shape.RequireMatrix(trainingLatents, -1, width, nameof(trainingLatents));
        if (columns < 1 || columns > width)
            throw new ArgumentException($"{columns} columns of an alignment of width {width} were asked for.", nameof(columns));
        Device device = Device.Of(trainingLatents).In(ScalarType.Float32);
        var start = new FamilyStart(design, width, columns, baseMatrix, seed) { Device = device };
        AlignmentFunction core = s_families[design.Family].Start(start);
        if (Normalisation(design, trainingLatents) is not Normalisation normalisation)
            return core;
        using Tensor mean = normalisation.Mean, deviation = normalisation.Deviation;
        return new NormalisedAlignment(
            core, new Normalisation(normalisation.Nonlinearity, mean.to_type(device.Numbers), deviation.to_type(device.Numbers)));
    }

    private static AlignmentFunction Orthogonal(FamilyStart start) =>
        s_parametrisations[Resolved(start.Design.Parametrisation, start.Width)](start);

    private static Parametrisation Resolved(Parametrisation asked, int width) =>
        asked != Parametrisation.Auto ? asked : width <= WidestSquare ? Parametrisation.Cayley : Parametrisation.Stiefel;

    private static Tensor Still(FamilyStart start) => start.Device.Zeros(start.Width, start.Columns);

    private sealed record Entry(bool HasBase, Func<FamilyStart, AlignmentFunction> Start);
}
