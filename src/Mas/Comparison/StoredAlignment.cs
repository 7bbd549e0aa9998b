using System.Globalization;
using Mas.Alignments;
using static TorchSharp.torch;

namespace Mas.Comparison;

/// <summary>What a run keeps of an alignment function: enough to use it in any language, and to build it again.</summary>
internal static class StoredAlignment
{
    /// <summary>By name: <c>matrix</c> and <c>factor</c> of an orthogonal one, and of any what it learns and what is fixed.</summary>
    public static IEnumerable<(string Name, Tensor Tensor)> Of(AlignmentFunction alignment)
    {
        if (alignment is OrthonormalAlignment orthonormal)
        {
            if (orthonormal is OrthogonalAlignment)
                yield return ("matrix", orthonormal.Matrix());
            yield return ("factor", orthonormal.Factor());
        }
        foreach ((string name, Tensor tensor) in Given(alignment))
            yield return (name, tensor);
    }

    /// <summary>Of what is kept, all that the rest follows from.</summary>
    public static IEnumerable<KeyValuePair<string, Tensor>> Given(AlignmentFunction alignment) => alignment.Constants.Concat(alignment.Parameters);

    /// <summary>What a tensor is called in the file of a run.</summary>
    /// <param name="prefix">Of the method and size, where a run has several.</param>
    /// <param name="seed">Alignment seed.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="name">As above.</param>
    public static string Entry(string prefix, int seed, string network, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}seed-{seed}.{network}.{name}");

    /// <summary>An alignment function that does nothing yet, to be filled with what was kept of one.</summary>
    public static AlignmentFunction Blank(AlignmentDesign design, int width, int columns, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor? start = !AlignmentFactory.HasOrthogonalBase(design) ? null
            : device.Exact.Eye(width, AlignmentFactory.HasThinBase(design, width) ? columns : width);
        return AlignmentFactory.Create(design, width, columns, start, device.Zeros(1, width), seed: 0);
    }
}
