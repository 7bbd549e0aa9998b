namespace Mas.Tensors.Safetensors;

/// <summary>Element types of a safetensors file, by their names in the format.</summary>
internal enum Dtype
{
    Bool, // one byte, 0 or 1
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F16,  // IEEE half precision
    BF16, // the upper half of a single: 8 bits of exponent, 7 of fraction
    F32,
    F64,
}

internal static class Dtypes
{
    /// <summary>Bytes per element.</summary>
    public static int Size(this Dtype dtype) => dtype switch
    {
        Dtype.Bool or Dtype.U8 or Dtype.I8 => 1,
        Dtype.U16 or Dtype.I16 or Dtype.F16 or Dtype.BF16 => 2,
        Dtype.U32 or Dtype.I32 or Dtype.F32 => 4,
        Dtype.U64 or Dtype.I64 or Dtype.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype)),
    };

    /// <summary>The name in the file, such as <c>BF16</c>.</summary>
    public static string Name(this Dtype dtype) => dtype.ToString().ToUpperInvariant();

    internal static string AllNames { get; } = string.Join(", ", Enum.GetValues<Dtype>().Select(Name));

    internal static Dtype? Find(string name) => Enum.GetValues<Dtype>().Cast<Dtype?>().FirstOrDefault(dtype => dtype?.Name() == name);

    /// <summary>How many bytes a shape takes; false where they do not fit in 63 bits.</summary>
    public static bool TryBytes(this Dtype dtype, ReadOnlySpan<long> shape, out long bytes)
    {
        bytes = dtype.Size();
        foreach (long dimension in shape)
            if (Math.BigMul(bytes, dimension, out bytes) != 0 || bytes < 0)
                return false;
        return true;
    }
}
