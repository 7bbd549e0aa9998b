namespace Mas.Tensors.Safetensors;

/// <summary>Between libtorch tensors and safetensors files.</summary>
internal static class TensorFile
{
    private const int NumbersAtOnce = 1 << 24; // a part of a tensor's memory is seen as a span, which ends at 2 GiB

    /// <summary>A floating-point tensor of the file, as float64 where it is stored so, else as float32.</summary>
    public static Tensor ReadFloating(this SafetensorsFile file, string name) =>
        file.Read(name, file[name].Dtype == Dtype.F64 ? Device.Cpu.Exact : Device.Cpu);

    /// <summary>A floating-point tensor of the file at a device: read straight into memory, and widened or rounded there.</summary>
    /// <exception cref="InputException">The tensor is missing or of another type.</exception>
    public static Tensor Read(this SafetensorsFile file, string name, Device device)
    {
        TensorEntry entry = file[name];
        Tensor stored = Device.Cpu.In(TypeOf(file, entry)).Empty(entry.Shape);
        using (Tensor flat = stored.view(-1))
        {
            for (long first = 0; first < entry.Count; first += NumbersAtOnce)
            {
                using Tensor part = flat.narrow(0, first, Math.Min(NumbersAtOnce, entry.Count - first));
                file.Read(entry, first * entry.Dtype.Size(), part.bytes);
            }
        }
        if (Device.Of(stored) == device)
            return stored;
        using (stored)
            return device.Copy(stored);
    }

    private static ScalarType TypeOf(SafetensorsFile file, TensorEntry entry) => entry.Dtype switch
    {
        Dtype.F16 => ScalarType.Float16,
        Dtype.BF16 => ScalarType.BFloat16,
        Dtype.F32 => ScalarType.Float32,
        Dtype.F64 => ScalarType.Float64,
        _ => throw TensorValues.WrongType(file, entry, "F16, BF16, F32 or F64"),
    };

    /// <summary>A float32 or float64 tensor as it is to be written.</summary>
    public static TensorData ToData(string name, Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => TensorData.Of(name, tensor.shape, HostMemory.Span<float>(tensor)),
        ScalarType.Float64 => TensorData.Of(name, tensor.shape, HostMemory.Span<double>(tensor)),
        _ => throw new ArgumentException($"{name} has type {tensor.dtype}; float32 and float64 are written.", nameof(tensor)),
    };
}
