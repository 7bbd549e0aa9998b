using Mas.Alignments;
using Mas.Experiments;

namespace Mas.Comparison.Costs;

/// <summary>Memory of alignment functions: where they start, while they are trained, and what they leave.</summary>
internal static class AlignmentParts
{
    private const int Single = sizeof(float), Exact = sizeof(double);

    /// <summary>Natural latents that the starts are made of, and the starts.</summary>
    public static MemoryPart Starts(RunShape shape) => new("starts of the alignments", shape.Networks.Sum(network =>
            Single * Rows(network) * network.Width
                + Exact * (double)network.Width * (IsThin(shape, network) ? Most(shape, network) : network.Width)),
        Width(shape).Key, Width(shape).Advice);

    /// <summary>What working them out holds beside that.</summary>
    public static MemoryPart Starting(RunShape shape)
    {
        // The first network's latents exactly, their decomposition and its work space; then one network after the other.
        const int first = 4, square = 5;
        double Of(NetworkShape network, int latents) => Exact * (latents * Rows(network) * network.Width
            + (IsThin(shape, network) ? 4.0 * network.Width * (2 * Most(shape, network)) : square * (double)network.Width * network.Width));
        double bytes = shape.Alignment.Start is not (AlignmentStart.Aligned or AlignmentStart.NextLarger) ? 0
            : shape.Networks.Skip(1).Sum(network => Of(network, 1)) + Of(shape.Networks[0], IsThin(shape, shape.Networks[0]) ? 1 : first);
        return new("working out the starts", bytes, Width(shape).Key, Width(shape).Advice);
    }

    /// <summary>Alignments that are trained at once, with their gradients and moments and the checkpoints that are held.</summary>
    public static MemoryPart InTraining(RunShape shape)
    {
        double bytes = shape.JobsAtOnce * shape.Cases.Max(variant => shape.Networks.Sum(network => Trained(shape, network, variant)));
        return new("alignments in training", bytes, Width(shape).Key, Width(shape).Advice);
    }

    /// <summary>What every method, size and seed leaves until the end, and once more as it is written.</summary>
    public static MemoryPart Learned(RunShape shape)
    {
        double bytes = shape.Alignment.Seeds.Count
            * shape.Cases.Sum(variant => Kept(shape, variant).Sum(network => Left(shape, network, variant)));
        return new("learned alignments", bytes, "alignment.seeds", "give fewer seeds, methods or sizes in one run");
    }

    // Parameter, gradient, two moments and what is held of it at the kept checkpoints; squares: base, matrix, and a random control.
    private static double Trained(RunShape shape, NetworkShape network, AlignmentCase variant)
    {
        const int columns = 10, squares = 4, exactSquares = 4;
        double thin = (double)network.Width * shape.Columns(network, variant), full = (double)network.Width * network.Width;
        return Single * Rows(network) * network.Width / Math.Max(1, shape.Networks.Count) // latents are read anew, one network at a time
            + (IsThin(shape, network) ? Single * columns * thin + Exact * exactSquares * thin
                : Single * (columns * (IsOrthogonal(shape) ? thin : full) + squares * full)
                    + Exact * exactSquares * full / shape.Networks.Count);
    }

    private static double Left(RunShape shape, NetworkShape network, AlignmentCase variant)
    {
        const int written = 2; // as it is, and in the bytes of its file
        double thin = (double)network.Width * shape.Columns(network, variant), full = (double)network.Width * network.Width;
        return written * Single * (IsThin(shape, network) ? 2 * thin : 2 * full + 3 * thin);
    }

    private static IEnumerable<NetworkShape> Kept(RunShape shape, AlignmentCase variant) =>
        shape.Networks.Where(network => variant.Alone is null || variant.Alone == network.Options.Name);

    private static bool IsThin(RunShape shape, NetworkShape network) => AlignmentFactory.HasThinBase(shape.Alignment.Design, network.Width);

    private static bool IsOrthogonal(RunShape shape) => shape.Alignment.Design.Family == AlignmentFamily.Orthogonal;

    private static double Most(RunShape shape, NetworkShape network) => shape.Cases.Max(variant => shape.Columns(network, variant));

    private static double Rows(NetworkShape network) => RunData.StartSequences * network.Sample.Eligible;

    private static NetworkShape Width(RunShape shape) => shape.Networks.MaxBy(network => network.Width)!;
}
