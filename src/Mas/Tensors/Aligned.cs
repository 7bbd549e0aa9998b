using static TorchSharp.torch;

namespace Mas.Tensors;

/// <summary>
/// Tensors in libtorch's own memory. <c>torch.tensor(array)</c> keeps using the managed array, wherever the runtime has put it, and
/// matrix products round differently for other alignments: the same run would give other last digits.
/// </summary>
public static class Aligned
{
    /// <summary>A float32 tensor of this shape.</summary>
    public static Tensor Tensor(float[] values, params long[] shape)
    {
        using Tensor managed = tensor(values, shape);
        return managed.clone();
    }

    /// <summary>A float64 tensor of this shape.</summary>
    public static Tensor Tensor(double[] values, params long[] shape)
    {
        using Tensor managed = tensor(values, shape);
        return managed.clone();
    }
}
