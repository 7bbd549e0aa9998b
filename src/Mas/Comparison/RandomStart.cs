using Mas.Alignments;
using Mas.Masks;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>Alignment functions at a random orthogonal matrix, or in families without one, at a random start of their own.</summary>
internal static class RandomStart
{
    /// <param name="columns">Coordinates that the mask reads.</param>
    /// <param name="latents">[rows, width] natural latents of the training sequences.</param>
    public static AlignmentFunction Create(AlignmentDesign design, int columns, Tensor latents, ulong seed)
    {
        using var scope = NewDisposeScope();
        int width = (int)latents.size(-1);
        Tensor? start = !AlignmentFactory.HasOrthogonalBase(design) ? null
            : OrthogonalBase.RandomThin(width, AlignmentFactory.HasThinBase(design, width) ? columns : width, seed);
        return AlignmentFactory.Create(design, width, columns, start, latents, seed);
    }

    /// <summary>The control in the place of a learned alignment: an orthogonal matrix, with the same normalisation around it.</summary>
    public static AlignmentDesign Control(AlignmentDesign learned) =>
        learned with { Family = AlignmentFamily.Orthogonal, Parametrisation = Parametrisation.Auto };

    /// <summary>The maps of the control beside alignments that were read: what normalises is stored with what was learned.</summary>
    public static LearnedMaps Control(CaseSetup setup, LearnedMaps learned, int seed)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        SwapMask mask = setup.NewMask();
        AlignmentDesign design = Control(setup.Design);
        AlignmentFunction Start(int width, int k) =>
            Create(design, mask.Columns(width), setup.Device.Zeros(1, width), ControlSeed(seed, k));
        var random = new LearnedMaps([.. setup.Widths.Select(Start)], mask);
        foreach ((AlignmentFunction one, AlignmentFunction kept) in random.Alignments.Zip(learned.Alignments))
            foreach (string name in (string[])[NormalisedAlignment.MeanName, NormalisedAlignment.DeviationName])
                if (one.Constants.TryGetValue(name, out Tensor? constant))
                    constant.copy_(kept.Constants[name]);
        return random;
    }

    /// <summary>Seed of a network's matrix in the control.</summary>
    public static ulong ControlSeed(int seed, int network) => SeededRandom.Derive((ulong)seed, "random-orthogonal", network);
}
