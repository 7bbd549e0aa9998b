namespace Mas.Tensors.Safetensors;

/// <summary>How many bytes a shape takes, without being fooled by numbers that wrap around.</summary>
internal static class TensorSize
{
    /// <summary>Most dimensions of one tensor: far beyond what any library makes, and few enough for one message.</summary>
    public const int MaximumDimensions = 64;

    public static bool TryBytes(ReadOnlySpan<long> shape, Dtype dtype, out long bytes)
    {
        bytes = dtype.Size();
        foreach (long dimension in shape)
        {
            long high = Math.BigMul(bytes, dimension, out long low);
            if (high != 0 || low < 0)
                return false;
            bytes = low;
        }
        return true;
    }
}
