using System.Diagnostics;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Mas.Oracles.Files;
using Mas.Oracles.Sources;
using Mas.Results.Files;
using Xunit;

namespace Mas.Results.Tests.Files;

public sealed partial class FileBytesTests : IDisposable
{
    private const string NoContent = "the file is empty, or a pipe, a device or a socket, which is not read; give a file with content";

    // The others read what the system says of its processor and memory, in files without length.
    private static readonly string[] s_allowed =
    [
        "Mas.Results/Files/FileBytes.cs", "Mas/Comparison/Machine.cs", "Mas/Comparison/AvailableMemory.cs",
        "Mas/Networks/TextActivity/MappedNumbers.cs", // maps what FileBytes has opened
    ];

    [GeneratedRegex(@"\bFile\.(Open|Read(All|Lines))|\bFileMode\.Open,|\bMemoryMappedFile\b")]
    private static partial Regex Reads { get; }

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/proc/meminfo")]
    public void A_device_and_a_file_of_unknown_length_are_not_read(string path) => Refused(path, NoContent);

    [Fact]
    public void A_named_pipe_is_not_waited_for()
    {
        using (Process made = Process.Start("mkfifo", _folder["pipe"]))
            made.WaitForExit();
        Refused(_folder["pipe"], NoContent);
        File.CreateSymbolicLink(_folder["link"], _folder["pipe"]);
        Refused(_folder["link"], NoContent);
    }

    [Fact]
    public void A_pipe_that_a_shell_hands_over_by_its_number_is_not_read()
    {
        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        string number = pipe.GetClientHandleAsString();
        foreach (string path in (string[])[$"/proc/self/fd/{number}", $"/dev/fd/{number}"])
            if (!OperatingSystem.IsWindows())
                Assert.EndsWith(", which is no file on the disk", Message(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_is_not_read()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        Refused(_folder["socket"], NoContent);
    }

    [Fact]
    public void A_folder_a_missing_file_and_a_link_to_nowhere_are_told_apart()
    {
        Refused(_folder["."], "this is a folder; a file is wanted");
        Refused(_folder["none"], "there is no such file");
        Refused(_folder["none/none"], "there is no such file");
        File.CreateSymbolicLink(_folder["dangling"], _folder["none"]);
        Refused(_folder["dangling"], $"this link leads to {_folder["none"]}, which is no file on the disk");
        File.CreateSymbolicLink(_folder["circle"], _folder["circle"]);
        Assert.StartsWith("the file cannot be read (", Message(_folder["circle"]), StringComparison.Ordinal);
        Assert.StartsWith("the file cannot be read (", Message("a\0b"), StringComparison.Ordinal);
        File.WriteAllText(_folder["empty"], "");
        Refused(_folder["empty"], NoContent);
    }

    [Fact]
    public void A_link_to_a_file_is_read()
    {
        File.WriteAllText(_folder["file"], "content");
        File.CreateSymbolicLink(_folder["link"], "file");
        File.CreateSymbolicLink(_folder["second"], "link");
        Assert.Equal("content"u8, FileBytes.ReadAll(_folder["second"], 7, "it is too long"));
    }

    [Fact]
    public void A_file_above_the_limit_is_refused_before_anything_is_allocated()
    {
        using (FileStream file = File.Create(_folder["large"]))
            file.SetLength(8L << 30);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InputException error = Assert.Throws<InputException>(() => FileBytes.ReadAll(_folder["large"], 1 << 30, "it is too long"));
        Assert.Equal("the file has 8589934592 bytes, and at most 1073741824 are read; it is too long", error.Errors[0].Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void No_other_file_of_the_product_opens_files_to_read_them() => Assert.Empty(
        from file in SourceTree.Files("src")
        where !s_allowed.Contains(file.Path)
        from line in file.Code
        where Reads.IsMatch(line.Code)
        select $"{file.Path}:{line.Number}: {line.Code.Trim()}");

    private static void Refused(string path, string sentence)
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(sentence, Message(path));
    }

    private static string Message(string path)
    {
        InputError error = Assert.Single(Assert.Throws<InputException>(() => FileBytes.Open(path).Dispose()).Errors);
        Assert.Equal(path, error.File);
        return error.Message;
    }

    public void Dispose() => _folder.Dispose();
}
