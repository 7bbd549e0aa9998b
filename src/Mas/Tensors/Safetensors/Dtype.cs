namespace Mas.Tensors.Safetensors;

/// <summary>Element types of a safetensors file, by their names in the format.</summary>
internal enum Dtype
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    /// <summary>IEEE half precision.</summary>
    F16,
    /// <summary>The upper half of a single: 8 bits of exponent, 7 of fraction.</summary>
    BF16,
    F32,
    F64,
}

/// <summary>Size and name of each element type.</summary>
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

    /// <summary>All names in the file, for messages.</summary>
    internal static string AllNames { get; } = string.Join(", ", Enum.GetValues<Dtype>().Select(Name));

    internal static bool TryParse(string name, out Dtype dtype)
    {
        foreach (Dtype candidate in Enum.GetValues<Dtype>())
        {
            dtype = candidate;
            if (candidate.Name() == name)
                return true;
        }
        dtype = default;
        return false;
    }
}
