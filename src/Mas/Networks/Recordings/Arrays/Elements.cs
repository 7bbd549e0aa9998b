using System.Numerics;
using System.Runtime.InteropServices;

namespace Mas.Networks.Recordings.Arrays;

/// <summary>Turns stored numbers of any type and byte order into numbers to compute with.</summary>
internal static class Elements
{
    /// <param name="bytes">As many whole elements as <paramref name="values"/> has.</param>
    /// <exception cref="OverflowException">A whole number is too large to be exact.</exception>
    public static void Decode<T>(ElementType type, ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        if (type.IsBigEndian == BitConverter.IsLittleEndian && type.Size > 1)
        {
            byte[] turned = bytes.ToArray();
            Turn(type.Size, turned);
            bytes = turned;
        }
        switch (type.Class, type.Size)
        {
            case (ElementClass.Float, 4) when typeof(T) == typeof(float):
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case (ElementClass.Float, 8) when typeof(T) == typeof(double):
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case (ElementClass.Float, 2):
                Convert<Half, T>(bytes, values);
                break;
            case (ElementClass.Float, 4):
                Convert<float, T>(bytes, values);
                break;
            case (ElementClass.Float, 8):
                Convert<double, T>(bytes, values);
                break;
            case (ElementClass.Flag, 1):
                for (int i = 0; i < values.Length; i++)
                    values[i] = bytes[i] == 0 ? T.Zero : T.One;
                break;
            case (ElementClass.Signed, 1):
                Convert<sbyte, T>(bytes, values);
                break;
            case (ElementClass.Signed, 2):
                Convert<short, T>(bytes, values);
                break;
            case (ElementClass.Signed, 4):
                Convert<int, T>(bytes, values);
                break;
            case (ElementClass.Signed, 8):
                RequireExact(MemoryMarshal.Cast<byte, long>(bytes));
                Convert<long, T>(bytes, values);
                break;
            case (ElementClass.Unsigned, 1):
                Convert<byte, T>(bytes, values);
                break;
            case (ElementClass.Unsigned, 2):
                Convert<ushort, T>(bytes, values);
                break;
            case (ElementClass.Unsigned, 4):
                Convert<uint, T>(bytes, values);
                break;
            case (ElementClass.Unsigned, 8):
                RequireExact(MemoryMarshal.Cast<byte, long>(bytes)); // one beyond 2^63 is negative here
                Convert<ulong, T>(bytes, values);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    private static void Convert<TStored, T>(ReadOnlySpan<byte> bytes, Span<T> values)
        where TStored : unmanaged, INumber<TStored>
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<TStored> stored = MemoryMarshal.Cast<byte, TStored>(bytes);
        for (int i = 0; i < values.Length; i++)
            values[i] = T.CreateSaturating(stored[i]);
    }

    private static void RequireExact(ReadOnlySpan<long> values)
    {
        const long most = 1L << 53;
        foreach (long value in values)
            if (value is > most or < -most)
                throw new OverflowException();
    }

    private static void Turn(int size, Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i += size)
            bytes.Slice(i, size).Reverse();
    }
}
