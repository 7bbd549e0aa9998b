namespace Mas.Tensors;

/// <summary>What many places do with tensors in the same way.</summary>
internal static class TensorExtensions
{
    /// <summary>The rows with these indices, [indices, …].</summary>
    public static Tensor Rows(this Tensor tensor, ReadOnlySpan<int> indices)
    {
        using Tensor index = Device.Of(tensor).Indices(indices);
        return tensor.index_select(0, index);
    }

    /// <summary>Disposes of each.</summary>
    public static void DisposeAll(this IEnumerable<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
            tensor.Dispose();
    }
}
