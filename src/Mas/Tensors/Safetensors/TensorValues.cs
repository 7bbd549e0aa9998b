using System.Runtime.InteropServices;

namespace Mas.Tensors.Safetensors;

/// <summary>Reads a tensor's values, row-major, into an array. Conversions that could lose a value's kind are refused.</summary>
internal static class TensorValues
{
    private const int ChunkBytes = 1 << 16;

    internal delegate void Converter<T>(ReadOnlySpan<byte> bytes, Span<T> values);

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

    /// <summary>Values of an F64 tensor.</summary>
    /// <exception cref="InputException">As <see cref="ReadSingles"/>.</exception>
    public static double[] ReadDoubles(this SafetensorsFile file, string name) => file[name].Dtype == Dtype.F64
        ? Convert<double>(file, file[name], (bytes, values) => MemoryMarshal.Cast<byte, double>(bytes).CopyTo(values))
        : throw WrongType(file, file[name], "F64");

    internal static float ToSingle(ushort upperHalf) => BitConverter.UInt32BitsToSingle((uint)upperHalf << 16);

    // In chunks, so that a conversion needs no second copy of the tensor.
    internal static T[] Convert<T>(SafetensorsFile file, TensorEntry entry, Converter<T> convert)
    {
        if (entry.Count > Array.MaxLength)
            throw new InputException(
                $"tensor '{entry.Name}' has {entry.Count} values; an array holds at most {Array.MaxLength}", file.Path);
        (T[] values, byte[] chunk) = (new T[entry.Count], new byte[Math.Min(ChunkBytes, entry.ByteCount)]);
        for (long offset = 0; offset < entry.ByteCount; offset += chunk.Length)
        {
            Span<byte> bytes = chunk.AsSpan(0, (int)Math.Min(chunk.Length, entry.ByteCount - offset));
            file.Read(entry, offset, bytes);
            convert(bytes, values.AsSpan((int)(offset / entry.Dtype.Size()), bytes.Length / entry.Dtype.Size()));
        }
        return values;
    }

    internal static void Map<TStored, T>(ReadOnlySpan<byte> bytes, Span<T> values, Func<TStored, T> convert)
        where TStored : struct
    {
        ReadOnlySpan<TStored> stored = MemoryMarshal.Cast<byte, TStored>(bytes);
        for (int i = 0; i < stored.Length; i++)
            values[i] = convert(stored[i]);
    }

    internal static InputException WrongType(SafetensorsFile file, TensorEntry entry, string wanted) =>
        new($"tensor '{entry.Name}' is {entry.Dtype.Name()}; {wanted} is wanted", file.Path);
}
