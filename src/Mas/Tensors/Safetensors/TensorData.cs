using System.Runtime.InteropServices;

namespace Mas.Tensors.Safetensors;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Dtype">Element type.</param>
/// <param name="Shape">Dimensions, outermost first; empty for a scalar.</param>
/// <param name="Bytes">Values, little-endian, row-major.</param>
internal sealed record TensorData(string Name, Dtype Dtype, long[] Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>An F32 tensor.</summary>
    public static TensorData Of(string name, long[] shape, ReadOnlySpan<float> values) => Of(name, Dtype.F32, shape, values);

    /// <summary>An F64 tensor.</summary>
    public static TensorData Of(string name, long[] shape, ReadOnlySpan<double> values) => Of(name, Dtype.F64, shape, values);

    /// <summary>An I64 tensor.</summary>
    public static TensorData Of(string name, long[] shape, ReadOnlySpan<long> values) => Of(name, Dtype.I64, shape, values);

    /// <summary>A BOOL tensor.</summary>
    public static TensorData Of(string name, long[] shape, ReadOnlySpan<bool> values) => Of(name, Dtype.Bool, shape, values);

    private static TensorData Of<T>(string name, Dtype dtype, long[] shape, ReadOnlySpan<T> values)
        where T : struct => new(name, dtype, shape, MemoryMarshal.AsBytes(values).ToArray());
}
