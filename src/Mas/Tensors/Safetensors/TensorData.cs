using System.Runtime.InteropServices;

namespace Mas.Tensors.Safetensors;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Shape">Dimensions, outermost first; empty for a scalar.</param>
/// <param name="Bytes">Values, little-endian, row-major.</param>
internal sealed record TensorData(string Name, Dtype Dtype, long[] Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>An F32, F64, I64 or BOOL tensor of numbers of that type.</summary>
    public static TensorData Of<T>(string name, long[] shape, ReadOnlySpan<T> values)
        where T : struct
    {
        Dtype dtype = default(T) switch
        {
            float => Dtype.F32,
            double => Dtype.F64,
            long => Dtype.I64,
            bool => Dtype.Bool,
            _ => throw new ArgumentException($"tensor '{name}' cannot be made of {typeof(T).Name}.", nameof(values)),
        };
        return new(name, dtype, shape, MemoryMarshal.AsBytes(values).ToArray());
    }
}
