using Mas.Results.Files;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Tensors;

public sealed class DeviceTests : IDisposable
{
    private static readonly Device s_meta = new(DeviceType.META, -1, ScalarType.Float32);
    private readonly string _file = Path.GetTempFileName();

    public DeviceTests() => NativeTorch.Load();

    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData("cuda", "cuda:0")]
    [InlineData("cuda:0", "cuda:0")]
    [InlineData("cuda:12", "cuda:12")]
    [InlineData("cuda:", null)]
    [InlineData("cuda:01", null)]
    [InlineData("cuda:-1", null)]
    [InlineData("cuda: 1", null)]
    [InlineData("cpu:0", null)]
    [InlineData("CPU", null)]
    [InlineData("", null)]
    public void A_device_is_named_by_few_words(string word, string? name) => Assert.Equal(name, Device.Find(word)?.Name);

    [Fact]
    public void What_a_device_makes_is_at_its_place_and_in_its_type()
    {
        using var scope = NewDisposeScope();
        foreach (Device device in (Device[])[Device.Cpu, Device.Cpu.Exact, s_meta, s_meta.Exact])
        {
            Tensor[] made =
            [
                device.Zeros(2, 3), device.Ones(2), device.Empty(1), device.Eye(3), device.Eye(3, 2), device.From([1f, 2f], 2),
                device.From([1.0, 2.0], 2),
                device.From([0.5]), device.Copy(ones(2, 2)), device.Copy(ones(2, 2, dtype: ScalarType.Float64)),
            ];
            Assert.All(made, one => Assert.Equal(device, Device.Of(one)));
            Tensor[] indices = [device.Indices(3L, 4L), device.Indices((ReadOnlySpan<int>)[5, 6])];
            Assert.All(indices, one => Assert.Equal(device.In(ScalarType.Int64), Device.Of(one)));
            Assert.Equal(device.In(ScalarType.Bool), Device.Of(device.Flags([true, false], 2)));
            Assert.Equal([], device.From([0.5]).shape);
        }
    }

    [Fact]
    public void Numbers_come_from_an_array_and_go_back_to_one()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = Device.Cpu.From([1f, 2f, 3f, 4f, 5f, 6f], 2, 3);
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], matrix.t().ToArray<float>()); // row by row, however it lies in memory
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], HostMemory.Span<float>(matrix.t()).ToArray());
        Assert.Equal([1.0, 2.0], Device.Cpu.Exact.From([1f, 2f], 2).ToArray<double>());
        Assert.Equal([7L, 8L], Device.Cpu.Indices((ReadOnlySpan<int>)[7, 8]).ToArray<long>());
        Assert.Throws<ArgumentException>(() => matrix.ToArray<double>());
    }

    [Theory]
    [InlineData(Dtype.F16)]
    [InlineData(Dtype.BF16)]
    [InlineData(Dtype.F32)]
    [InlineData(Dtype.F64)]
    internal void A_stored_tensor_is_read_into_any_type_with_the_numbers_that_C_sharp_gives(Dtype dtype)
    {
        var random = new SeededRandom(3);
        byte[] bytes = new byte[600 * dtype.Size()];
        for (int i = 0; i < 600; i++)
        {
            double number = random.NextGaussian();
            byte[] own = dtype switch
            {
                Dtype.F16 => BitConverter.GetBytes((Half)number),
                Dtype.BF16 => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits((float)number) >> 16)),
                Dtype.F32 => BitConverter.GetBytes((float)number),
                _ => BitConverter.GetBytes(number),
            };
            own.CopyTo(bytes, i * own.Length);
        }
        SafetensorsWriter.Save(_file, [new TensorData("w", dtype, [20, 30], bytes)]);
        using SafetensorsFile file = SafetensorsFile.Open(_file);
        using var scope = NewDisposeScope();
        Tensor single = file.Read("w", Device.Cpu), twice = file.Read("w", Device.Cpu.Exact), elsewhere = file.Read("w", s_meta);
        Assert.Equal([20, 30], single.shape);
        Assert.Equal(file.ReadSingles("w"), single.ToArray<float>());
        Assert.Equal(file.ReadDoubles("w"), twice.ToArray<double>());
        Assert.Equal(s_meta, Device.Of(elsewhere));
    }

    [Fact]
    public void A_tensor_of_whole_numbers_is_refused_as_floating_point()
    {
        SafetensorsWriter.Save(_file, [TensorData.Of("n", [1], (long[])[1])]);
        using SafetensorsFile file = SafetensorsFile.Open(_file);
        Assert.Contains("tensor 'n' is I64; F16, BF16, F32 or F64 is wanted",
            Assert.Throws<InputException>(() => file.Read("n", Device.Cpu)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused_with_the_way_to_it()
    {
        NativeTorch.Require(Device.Cpu);
        Assert.StartsWith(NamedLibtorch.Wanted + ".", __version__, StringComparison.Ordinal);
        Assert.SkipWhen(cuda.is_available(), "there is a graphics card");
        Assert.Equal([Device.Cpu], NativeTorch.Devices());
        Assert.Equal(
            "--device cuda:1 needs a graphics card and a libtorch with CUDA; name the folder of a libtorch 2.10 that has it, such as "
                + "torch/lib of PyTorch, with MAS_LIBTORCH",
            Assert.Throws<InputException>(() => NativeTorch.Require(Device.Find("cuda:1")!)).Message);
    }

    public void Dispose() => File.Delete(_file);
}
