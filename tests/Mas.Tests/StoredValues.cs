using System.Runtime.InteropServices;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;

namespace Mas.Tests;

/// <summary>Values of a tensor, row-major, in the types that only tests read.</summary>
internal static class StoredValues
{
    /// <summary>Values of an F16, BF16, F32 or F64 tensor, exactly.</summary>
    public static double[] ReadDoubles(this SafetensorsFile file, string name)
    {
        TensorEntry entry = file[name];
        return TensorValues.Convert<double>(file, entry, entry.Dtype switch
        {
            Dtype.F16 => (bytes, values) => TensorValues.Map<Half, double>(bytes, values, value => (double)value),
            Dtype.BF16 => (bytes, values) => TensorValues.Map<ushort, double>(bytes, values, value => TensorValues.ToSingle(value)),
            Dtype.F32 => (bytes, values) => TensorValues.Map<float, double>(bytes, values, value => value),
            Dtype.F64 => (bytes, values) => MemoryMarshal.Cast<byte, double>(bytes).CopyTo(values),
            _ => throw TensorValues.WrongType(file, entry, "F16, BF16, F32 or F64"),
        });
    }

    /// <summary>Values of a BOOL tensor.</summary>
    /// <exception cref="InputException">A byte is neither 0 nor 1.</exception>
    public static bool[] ReadBools(this SafetensorsFile file, string name)
    {
        TensorEntry entry = file[name];
        if (entry.Dtype != Dtype.Bool)
            throw TensorValues.WrongType(file, entry, "BOOL");
        return TensorValues.Convert<bool>(file, entry, (bytes, values) => TensorValues.Map<byte, bool>(bytes, values, value => value <= 1
            ? value == 1
            : throw new InputException($"tensor '{name}' is BOOL but has the byte {value}; 0 or 1 is wanted", file.Path)));
    }
}
