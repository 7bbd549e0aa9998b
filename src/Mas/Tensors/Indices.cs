using static TorchSharp.torch;

namespace Mas.Tensors;

/// <summary>Index tensors: libtorch wants 64-bit indices, our own arrays are 32-bit.</summary>
public static class Indices
{
    /// <summary>[n] int64.</summary>
    public static Tensor ToTensor(ReadOnlySpan<int> indices)
    {
        var wide = new long[indices.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = indices[i];
        return tensor(wide);
    }
}
