using System.Runtime.InteropServices;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;

namespace Mas.Oracles.Files;

/// <summary>Whole numbers of a tensor, row-major, which only tests and benchmarks read.</summary>
internal static class StoredIntegers
{
    /// <summary>Values of a tensor of whole numbers, exactly.</summary>
    /// <exception cref="InputException">A U64 value does not fit.</exception>
    public static long[] ReadInt64s(this SafetensorsFile file, string name)
    {
        TensorEntry entry = file[name];
        return TensorValues.Convert<long>(file, entry, entry.Dtype switch
        {
            Dtype.U8 => (bytes, values) => TensorValues.Map<byte, long>(bytes, values, value => value),
            Dtype.I8 => (bytes, values) => TensorValues.Map<sbyte, long>(bytes, values, value => value),
            Dtype.U16 => (bytes, values) => TensorValues.Map<ushort, long>(bytes, values, value => value),
            Dtype.I16 => (bytes, values) => TensorValues.Map<short, long>(bytes, values, value => value),
            Dtype.U32 => (bytes, values) => TensorValues.Map<uint, long>(bytes, values, value => value),
            Dtype.I32 => (bytes, values) => TensorValues.Map<int, long>(bytes, values, value => value),
            Dtype.I64 => (bytes, values) => MemoryMarshal.Cast<byte, long>(bytes).CopyTo(values),
            Dtype.U64 => (bytes, values) => TensorValues.Map<ulong, long>(bytes, values, value => value <= long.MaxValue
                ? (long)value
                : throw new InputException(
                    $"tensor '{name}' has the value {value}, which does not fit in a signed 64-bit number", file.Path)),
            _ => throw TensorValues.WrongType(file, entry, "U8, I8, U16, I16, U32, I32, U64 or I64"),
        });
    }
}
