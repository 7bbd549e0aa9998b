using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Mas.Tensors.Safetensors;

/// <summary>Between libtorch tensors and safetensors files.</summary>
public static class TensorFile
{
    /// <summary>A floating-point tensor of the file, as float64 where it is stored so, else as float32.</summary>
    public static Tensor ReadFloating(this SafetensorsFile file, string name)
    {
        TensorEntry entry = file[name];
        return entry.Dtype == Dtype.F64 ? Aligned.Tensor(file.ReadDoubles(name), entry.Shape) : Aligned.Tensor(file.ReadSingles(name), entry.Shape);
    }

    /// <summary>A float32, float64 or bool tensor as it is to be written.</summary>
    public static TensorData ToData(string name, Tensor tensor)
    {
        using Tensor plain = tensor.detach().cpu().contiguous();
        return tensor.dtype switch
        {
            ScalarType.Float32 => TensorData.Of(name, plain.shape, MemoryMarshal.Cast<byte, float>(plain.bytes)),
            ScalarType.Float64 => TensorData.Of(name, plain.shape, MemoryMarshal.Cast<byte, double>(plain.bytes)),
            _ => throw new ArgumentException($"{name} has type {tensor.dtype}; float32 and float64 are written.", nameof(tensor)),
        };
    }
}
