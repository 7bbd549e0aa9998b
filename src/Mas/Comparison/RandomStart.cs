using Mas.Alignments;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Comparison;

/// <summary>Alignment functions at a random orthogonal matrix, or in families without one, at a random start of their own.</summary>
internal static class RandomStart
{
    /// <param name="design">What is asked for.</param>
    /// <param name="columns">Coordinates that the mask reads.</param>
    /// <param name="latents">[rows, width] natural latents of the training sequences.</param>
    /// <param name="seed">Decides the matrix.</param>
    public static AlignmentFunction Create(AlignmentDesign design, int columns, Tensor latents, ulong seed)
    {
        using var scope = NewDisposeScope();
        int width = (int)latents.size(-1);
        Tensor? start = !AlignmentFactory.HasOrthogonalBase(design) ? null
            : AlignmentFactory.HasThinBase(design, width) ? OrthogonalBase.RandomThin(width, columns, seed)
            : OrthogonalBase.Random(width, seed);
        return AlignmentFactory.Create(design, width, columns, start, latents, seed);
    }

    /// <summary>What is random in the place of a learned alignment, for the control: an orthogonal matrix, with the same normalisation around it.</summary>
    public static AlignmentDesign Control(AlignmentDesign learned) => learned with { Family = AlignmentFamily.Orthogonal, Parametrisation = Parametrisation.Auto };

    /// <summary>Seed of a network's matrix in the control.</summary>
    /// <param name="seed">Alignment seed.</param>
    /// <param name="network">Index of the network.</param>
    public static ulong ControlSeed(int seed, int network) => SeededRandom.Derive((ulong)seed, "random-orthogonal", network);
}
