using System.Runtime.InteropServices;

namespace Mas.Tensors.Safetensors;

/// <summary>Reads a tensor's values, row-major, as an array of one type. Conversions that could lose a value's kind are refused.</summary>
internal static class TensorValues
{
    private const int ChunkBytes = 1 << 16;

    private delegate void Converter<T>(ReadOnlySpan<byte> bytes, Span<T> values);

    /// <summary>Values of an F16, BF16, F32 or F64 tensor; F64 is rounded.</summary>
    /// <exception cref="InputException">The tensor is missing, of another type, or longer than an array can be.</exception>
    public static float[] ReadSingles(this SafetensorsFile file, string name)
    {
        TensorEntry entry = file[name];
        return Convert<float>(file, entry, entry.Dtype switch
        {
            Dtype.F16 => (bytes, values) => Map<Half, float>(bytes, values, value => (float)value),
            Dtype.BF16 => (bytes, values) => Map<ushort, float>(bytes, values, ToSingle),
            Dtype.F32 => (bytes, values) => MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values),
            Dtype.F64 => (bytes, values) => Map<double, float>(bytes, values, value => (float)value),
            _ => throw WrongType(file, entry, "F16, BF16, F32 or F64"),
        });
    }

    /// <summary>Values of an F16, BF16, F32 or F64 tensor, exactly.</summary>
    /// <exception cref="InputException">The tensor is missing, of another type, or longer than an array can be.</exception>
    public static double[] ReadDoubles(this SafetensorsFile file, string name)
    {
        TensorEntry entry = file[name];
        return Convert<double>(file, entry, entry.Dtype switch
        {
            Dtype.F16 => (bytes, values) => Map<Half, double>(bytes, values, value => (double)value),
            Dtype.BF16 => (bytes, values) => Map<ushort, double>(bytes, values, value => ToSingle(value)),
            Dtype.F32 => (bytes, values) => Map<float, double>(bytes, values, value => value),
            Dtype.F64 => (bytes, values) => MemoryMarshal.Cast<byte, double>(bytes).CopyTo(values),
            _ => throw WrongType(file, entry, "F16, BF16, F32 or F64"),
        });
    }

    /// <summary>Values of a tensor of whole numbers, exactly.</summary>
    /// <exception cref="InputException">The tensor is missing, of another type, longer than an array can be, or a U64 value does not fit.</exception>
    public static long[] ReadInt64s(this SafetensorsFile file, string name)
    {
        TensorEntry entry = file[name];
        return Convert<long>(file, entry, entry.Dtype switch
        {
            Dtype.U8 => (bytes, values) => Map<byte, long>(bytes, values, value => value),
            Dtype.I8 => (bytes, values) => Map<sbyte, long>(bytes, values, value => value),
            Dtype.U16 => (bytes, values) => Map<ushort, long>(bytes, values, value => value),
            Dtype.I16 => (bytes, values) => Map<short, long>(bytes, values, value => value),
            Dtype.U32 => (bytes, values) => Map<uint, long>(bytes, values, value => value),
            Dtype.I32 => (bytes, values) => Map<int, long>(bytes, values, value => value),
            Dtype.I64 => (bytes, values) => MemoryMarshal.Cast<byte, long>(bytes).CopyTo(values),
            Dtype.U64 => (bytes, values) => Map<ulong, long>(bytes, values, value => value <= long.MaxValue
                ? (long)value
                : throw new InputException($"tensor '{name}' has the value {value}, which does not fit in a signed 64-bit number", file.Path)),
            _ => throw WrongType(file, entry, "U8, I8, U16, I16, U32, I32, U64 or I64"),
        });
    }

    /// <summary>Values of a BOOL tensor.</summary>
    /// <exception cref="InputException">The tensor is missing, of another type, longer than an array can be, or has a byte other than 0 and 1.</exception>
    public static bool[] ReadBools(this SafetensorsFile file, string name)
    {
        TensorEntry entry = file[name];
        if (entry.Dtype != Dtype.Bool)
            throw WrongType(file, entry, "BOOL");
        return Convert<bool>(file, entry, (bytes, values) => Map<byte, bool>(bytes, values, value => value <= 1
            ? value == 1
            : throw new InputException($"tensor '{name}' is BOOL but has the byte {value}; 0 or 1 is wanted", file.Path)));
    }

    private static float ToSingle(ushort upperHalf) => BitConverter.UInt32BitsToSingle((uint)upperHalf << 16);

    // In chunks, so that a conversion needs no second copy of the tensor.
    private static T[] Convert<T>(SafetensorsFile file, TensorEntry entry, Converter<T> convert)
    {
        if (entry.Count > Array.MaxLength)
            throw new InputException($"tensor '{entry.Name}' has {entry.Count} values; an array holds at most {Array.MaxLength}", file.Path);
        var values = new T[entry.Count];
        int size = entry.Dtype.Size();
        var chunk = new byte[Math.Min(ChunkBytes, entry.ByteCount)];
        for (long offset = 0; offset < entry.ByteCount; offset += chunk.Length)
        {
            Span<byte> bytes = chunk.AsSpan(0, (int)Math.Min(chunk.Length, entry.ByteCount - offset));
            file.Read(entry, offset, bytes);
            convert(bytes, values.AsSpan((int)(offset / size), bytes.Length / size));
        }
        return values;
    }

    private static void Map<TStored, T>(ReadOnlySpan<byte> bytes, Span<T> values, Func<TStored, T> convert)
        where TStored : struct
    {
        ReadOnlySpan<TStored> stored = MemoryMarshal.Cast<byte, TStored>(bytes);
        for (int i = 0; i < stored.Length; i++)
            values[i] = convert(stored[i]);
    }

    internal static InputException WrongType(SafetensorsFile file, TensorEntry entry, string wanted) =>
        new($"tensor '{entry.Name}' is {entry.Dtype.Name()}; {wanted} is wanted", file.Path);
}
