using TorchSharp;

namespace Mas.Tensors;

/// <summary>A place for tensors and the type of their numbers. Every tensor is made here: at the default device, at that of a tensor beside
/// it (<see cref="Of"/>), or at the one that the user names.</summary>
/// <param name="Type">The kind of place.</param>
/// <param name="Index">Which of several; −1 for the processor's own memory.</param>
/// <param name="Numbers">Type of what is not an index or a truth value.</param>
public sealed record Device(DeviceType Type, int Index, ScalarType Numbers)
{
    private static readonly Device s_exact = new(DeviceType.CPU, -1, ScalarType.Float64);

    /// <summary>The processor's own memory, float32: the default.</summary>
    public static Device Cpu { get; } = new(DeviceType.CPU, -1, ScalarType.Float32);

    /// <summary>The place and type of a tensor.</summary>
    public static Device Of(Tensor tensor) => (tensor.device_type, tensor.dtype) switch
    {
        (DeviceType.CPU, ScalarType.Float32) => Cpu,
        (DeviceType.CPU, ScalarType.Float64) => s_exact,
        (DeviceType.CPU, ScalarType type) => Cpu.In(type),
        (DeviceType place, ScalarType type) => new(place, tensor.device_index, type),
    };

    /// <summary>The same place with float64, in which bases and statistics are computed.</summary>
    public Device Exact => Type == DeviceType.CPU ? s_exact : In(ScalarType.Float64);

    /// <summary>The same place with another type.</summary>
    public Device In(ScalarType numbers) => numbers == Numbers ? this : this with { Numbers = numbers };

    /// <summary>As the user writes it: <c>cpu</c>, <c>cuda:0</c>.</summary>
    public string Name => Type.ToString().ToLowerInvariant() + (Index < 0 ? "" : Invariant($":{Index}"));

    public override string ToString() => $"{Name}, {Numbers}";

    /// <summary>Whether its memory is the processor's own, which can be read directly.</summary>
    public bool IsHost => Type == DeviceType.CPU;

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> (the first one) or <c>cuda:1</c>; null for any other word.</summary>
    public static Device? Find(string word)
    {
        if (word == Cpu.Name)
            return Cpu;
        string index = word == "cuda" ? "0" : word.StartsWith("cuda:", StringComparison.Ordinal) ? word[5..] : "";
        return byte.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out byte number)
            && index == number.ToString(CultureInfo.InvariantCulture) ? new Device(DeviceType.CUDA, number, ScalarType.Float32) : null;
    }

    /// <summary>Zeros.</summary>
    public Tensor Zeros(params long[] shape) => zeros(shape, dtype: Numbers, device: Place);

    /// <summary>Ones.</summary>
    public Tensor Ones(params long[] shape) => ones(shape, dtype: Numbers, device: Place);

    /// <summary>Memory that is written before it is read.</summary>
    public Tensor Empty(params long[] shape) => empty(shape, dtype: Numbers, device: Place);

    /// <summary>[rows, columns] of zeros with ones on the diagonal.</summary>
    public Tensor Eye(long rows, long columns) => eye(rows, columns, dtype: Numbers, device: Place);

    /// <summary>[size, size] of zeros with ones on the diagonal.</summary>
    public Tensor Eye(long size) => Eye(size, size);

    /// <summary>These numbers; without a shape a vector, or where it is one number, a scalar.</summary>
    public Tensor From(float[] values, params long[] shape)
    {
        using Tensor managed = tensor(values, ShapeOf(values.Length, shape), device: CPU);
        return Copy(managed);
    }

    /// <summary>These numbers; without a shape a vector, or where it is one number, a scalar.</summary>
    public Tensor From(double[] values, params long[] shape)
    {
        using Tensor managed = tensor(values, ShapeOf(values.Length, shape), device: CPU);
        return Copy(managed);
    }

    private static long[] ShapeOf(int count, long[] shape) => shape.Length == 0 && count != 1 ? [count] : shape;

    /// <summary>[n] int64.</summary>
    public Tensor Indices(params long[] indices) => tensor(indices, dtype: ScalarType.Int64, device: Place);

    /// <summary>[n] int64: libtorch wants 64-bit indices, our own arrays are 32-bit.</summary>
    public Tensor Indices(ReadOnlySpan<int> indices)
    {
        var wide = new long[indices.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = indices[i];
        return Indices(wide);
    }

    /// <summary>Truth values.</summary>
    public Tensor Flags(bool[] values, params long[] shape) => tensor(values, shape, dtype: ScalarType.Bool, device: Place);

    /// <summary>The same numbers here, in this type; in libtorch's own memory, in which products round the same at every run.</summary>
    /// <remarks><c>torch.tensor(array)</c> keeps using the managed array, wherever the runtime has put it, and matrix products round
    /// differently for other alignments.</remarks>
    public Tensor Copy(Tensor values) => Of(values) == this ? values.clone() : values.to(Numbers, Place, copy: true);

    private torch.Device Place => IsHost ? CPU : new torch.Device(Type, Index);
}
