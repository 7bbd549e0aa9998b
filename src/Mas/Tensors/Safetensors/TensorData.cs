using System.Runtime.InteropServices;

namespace Mas.Tensors.Safetensors;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Shape">Dimensions, outermost first; empty for a scalar.</param>
/// <param name="Length">Bytes of all parts together.</param>
/// <param name="Parts">Values, little-endian, row-major, one part after the other; each is made when its turn comes to be
/// written.</param>
internal sealed record TensorData(string Name, Dtype Dtype, long[] Shape, long Length, IEnumerable<ReadOnlyMemory<byte>> Parts)
{
    /// <summary>One that is at hand.</summary>
    public TensorData(string name, Dtype dtype, long[] shape, ReadOnlyMemory<byte> bytes)
        : this(name, dtype, shape, bytes.Length, [bytes])
    {
    }

    /// <summary>The values of one that is at hand.</summary>
    public ReadOnlyMemory<byte> Bytes => Parts.Single();

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
