using System.Text;
using Mas.Oracles.Files;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Tensors;

public sealed class ForeignFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[]> Foreign => new()
    {
        { $"this is a zip archive, as torch.save writes it, and no safetensors file: {ForeignFile.Conversion("model.safetensors")}",
            [.. "PK\u0003\u0004"u8, 0, 0, 8, 8, 0, 0, 0, 0] },
        { $"this is a Python pickle, as torch.save wrote it, and no safetensors file: {ForeignFile.Conversion("model.safetensors")}",
            [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20] },
        { "this is a pointer of Git LFS in the place of the file; fetch the file with 'git lfs pull'",
            [.. "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"u8] },
        { "this is a web page (HTML) in the place of the file; download the file itself", [.. "\n<!DOCTYPE html><html></html>"u8] },
        { "this is a web page (HTML) in the place of the file; download the file itself", [.. Encoding.UTF8.Preamble, .. "<html>"u8] },
        { "this is no safetensors file but compressed with gzip; unpack it first", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] },
        { "this is no safetensors file but an HDF5 file, such as Keras writes; export the network as safetensors",
            [0x89, .. "HDF\r\n"u8, 0x1a, 10, 0] },
        { "this is no safetensors file but a NumPy array; write it with safetensors.numpy.save_file", [0x93, .. "NUMPY"u8, 1, 0, 0, 0] },
    };

    [Theory, MemberData(nameof(Foreign))]
    public void What_is_no_safetensors_file_is_named_as_what_it_is(string message, byte[] bytes)
    {
        File.WriteAllBytes(_folder["model.safetensors"], bytes);
        Assert.Equal(message,
            Assert.Single(Assert.Throws<InputException>(() => SafetensorsFile.Open(_folder["model.safetensors"])).Errors).Message);
    }

    [Fact]
    public void A_header_whose_length_looks_like_another_file_is_read()
    {
        // The first bytes of gzip are a length of 35 615.
        byte[] json = [.. "{\"__metadata__\":{\"a\":\""u8, .. Enumerable.Repeat((byte)'x', 0x8b1f - 27), .. "\"}}"u8, .. "  "u8];
        byte[] whole = [.. BitConverter.GetBytes((long)json.Length), .. json];
        Assert.Equal([0x1f, 0x8b], whole[..2]);
        File.WriteAllBytes(_folder["model.safetensors"], whole);
        using SafetensorsFile file = SafetensorsFile.Open(_folder["model.safetensors"]);
        Assert.Empty(file.Entries);
    }

    public void Dispose() => _folder.Dispose();
}
