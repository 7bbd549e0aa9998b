using System.Runtime.InteropServices;

namespace Mas.Tensors;

/// <summary>Numbers of a tensor, wherever it is, in the processor's own memory.</summary>
internal static class HostMemory
{
    /// <summary>A copy, row by row.</summary>
    public static T[] ToArray<T>(this Tensor tensor)
        where T : unmanaged
    {
        Require<T>(tensor);
        using Tensor plain = tensor.detach().cpu().contiguous();
        return MemoryMarshal.Cast<byte, T>(plain.bytes).ToArray();
    }

    /// <summary>The numbers themselves where they can be read in place, else a copy; to be used as long as the tensor lives.</summary>
    public static ReadOnlySpan<T> Span<T>(Tensor tensor)
        where T : unmanaged
    {
        Require<T>(tensor);
        return tensor.device_type == TorchSharp.DeviceType.CPU && tensor.is_contiguous()
            ? MemoryMarshal.Cast<byte, T>(tensor.bytes) : tensor.ToArray<T>();
    }

    // Other types would be read as these without a word.
    private static void Require<T>(Tensor tensor)
    {
        if (tensor.dtype != TypeOf<T>())
            throw new ArgumentException($"a tensor of {tensor.dtype} cannot be read as {typeof(T).Name}.", nameof(tensor));
    }

    private static ScalarType TypeOf<T>() =>
        typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : typeof(T) == typeof(long) ? ScalarType.Int64
        : typeof(T) == typeof(bool) ? ScalarType.Bool
        : throw new ArgumentException($"{typeof(T).Name} is read from no tensor.");
}
