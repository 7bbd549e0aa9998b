using System.Text;

namespace Mas.Tensors.Safetensors;

/// <summary>What a file is that is no safetensors file, where its first bytes tell.</summary>
internal static class ForeignFile
{
    /// <summary>First bytes that are looked at.</summary>
    public const int Length = 256;

    private static readonly (byte[] Start, string Name)[] s_binary =
    [
        ("GGUF"u8.ToArray(), "a GGUF file; its quantised weights cannot be read, export the network as safetensors"),
        ([0x89, .. "HDF"u8], "an HDF5 file, such as Keras writes; export the network as safetensors"),
        ([0x1f, 0x8b], "compressed with gzip; unpack it first"),
        ([0x93, .. "NUMPY"u8], "a NumPy array; write it with safetensors.numpy.save_file"),
    ];

    /// <summary>What it is, and the mend; null where that is not known.</summary>
    /// <param name="start">The first bytes, as many as there are of <see cref="Length"/>.</param>
    /// <param name="name">The file's name.</param>
    public static string? Describe(ReadOnlySpan<byte> start, string name)
    {
        // The header of a safetensors file stands behind eight bytes, which may be any.
        if (start.Length > 8 && start[8] == '{')
            return null;
        if (start.StartsWith("PK\u0003\u0004"u8))
            return $"this is a zip archive, as torch.save writes it, and no safetensors file: {Conversion(name)}";
        // A pickle begins with its protocol, 2 to 5.
        if (start is [0x80, >= 2 and <= 5, ..])
            return $"this is a Python pickle, as torch.save wrote it, and no safetensors file: {Conversion(name)}";
        foreach ((byte[] first, string what) in s_binary)
            if (start.StartsWith(first))
                return $"this is no safetensors file but {what}";
        return InPlace(start);
    }

    /// <summary>What a download has put in the place of a file of any kind; null where that is not known.</summary>
    /// <param name="start">The first bytes.</param>
    public static string? InPlace(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("version https://git-lfs"u8))
            return "this is a pointer of Git LFS in the place of the file; fetch the file with 'git lfs pull'";
        string text = Encoding.Latin1.GetString(start).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? "this is a web page (HTML) in the place of the file; download the file itself" : null;
    }

    /// <summary>The two lines of Python that convert it; a network's own code is not needed.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="converted">Of the file that comes out.</param>
    public static string Conversion(string name, string converted = "model.safetensors") =>
        "convert it with two lines of Python, `import torch, safetensors.torch` and "
        + $"`safetensors.torch.save_file(torch.load(\"{name}\", map_location=\"cpu\", weights_only=True), \"{converted}\")`";
}
