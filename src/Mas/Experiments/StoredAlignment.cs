using Mas.Alignments;
using static TorchSharp.torch;

namespace Mas.Experiments;

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
        foreach ((string name, Tensor tensor) in alignment.Constants.Concat(alignment.Parameters))
            yield return (name, tensor);
    }
}
