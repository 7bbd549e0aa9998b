using System.Buffers.Binary;
using System.Text;
using Mas.Networks.Recordings;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>Variables that only MATLAB reads are named, with the line of MATLAB that converts them.</summary>
public sealed class MatlabObjectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-mat-").FullName;

    [Theory]
    [InlineData("string", "x = cellstr(x)")]
    [InlineData("table", "x = table2struct(x, 'ToScalar', true)")]
    [InlineData("datetime", "x = posixtime(x)")]
    [InlineData("Odd", "x = struct(x)")]
    public void An_object_of_level_5_is_named_with_its_conversion(string className, string line)
    {
        // As MATLAB stores it: flags, name, the system of types, the class, and numbers that lead into a part of its own.
        byte[] content = [.. Element(6, [17, 0, 0, 0, 0, 0, 0, 0]), .. Text("x"), .. Text("MCOS"), .. Text(className),
            .. Element(14, [.. Element(6, new byte[8]), .. Element(5, new byte[8]), .. Text(""), .. Element(6, new byte[4])])];
        string path = Path.Combine(_folder, "x.mat");
        File.WriteAllBytes(path, [.. Head(), .. Element(14, content)]);
        Check(path, line);
    }

    [Theory]
    [InlineData("string", "x = cellstr(x)")]
    [InlineData("table", "x = table2struct(x, 'ToScalar', true)")]
    public void An_object_of_7_3_is_named_with_its_conversion(string className, string line)
    {
        DebianPython.Require("h5py");
        string path = Path.Combine(_folder, "x.mat");
        DebianPython.Script("matlab_object.py", path, className);
        Check(path, line);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Check(string path, string line)
    {
        using RecordingFile file = RecordingFile.Open(path);
        Assert.Contains($"`{line}`", Assert.Single(file.Describe().Notices), StringComparison.Ordinal);
        InputException error = Assert.Throws<InputException>(
            () => RecordingReader.Read(new(path) { Activity = "x", Axes = ["trial", "unit"] }, ""));
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Head()
    {
        var head = new byte[128];
        "MATLAB 5.0 MAT-file"u8.CopyTo(head);
        (head[125], head[126], head[127]) = (1, (byte)'I', (byte)'M');
        return head;
    }

    private static byte[] Text(string text) => Element(1, Encoding.ASCII.GetBytes(text));

    private static byte[] Element(int type, byte[] data)
    {
        var element = new byte[8 + (data.Length + 7) / 8 * 8];
        BinaryPrimitives.WriteInt32LittleEndian(element, type);
        BinaryPrimitives.WriteInt32LittleEndian(element.AsSpan(4), data.Length);
        data.CopyTo(element, 8);
        return element;
    }
}
