using System.Diagnostics;
using Mas.Networks.TextActivity;
using Mas.Oracles.Files;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.TextActivity;

/// <summary>A disk that is too small, or that runs full while texts are recorded.</summary>
public sealed class FullStoreTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly StoreCase _case = new();
    private readonly bool _mounted;

    public FullStoreTests() => _mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
        && Succeeds("mount", "-t", "tmpfs", "-o", "size=768k", "tmpfs", _disk.Root);

    [Fact]
    public void A_disk_without_room_is_told_before_anything_is_recorded()
    {
        Assert.SkipUnless(_mounted, "a small disk can only be mounted by root on Linux");
        TextKey key = _case.Key(texts: 600);
        _case.MoveTo(_disk.Root);
        InputException error = Assert.Throws<InputException>(() =>
            _case.Open(key, [1], new RecordingOptions { Progress = (_, _) => Assert.Fail("it records") }));
        Assert.Matches(
            @"^llama-tiny: 600 texts, 5 tokens continued to 9, take 1\.1 MB more on the disk, and \d+ KB are free; free some space",
            error.Errors[0].Message);
    }

    [Fact]
    public void A_disk_that_runs_full_leaves_nothing_that_counts_as_whole_and_the_recording_goes_on_when_there_is_space()
    {
        Assert.SkipUnless(_mounted, "a small disk can only be mounted by root on Linux");
        TextKey key = _case.Key(texts: 300);
        _case.Open(key, [1]).Dispose();
        _case.MoveTo(_disk.Root);
        DiskFullException full = Assert.Throws<DiskFullException>(() => _case.Open(key, [1], new RecordingOptions
        {
            Progress = (texts, _) =>
            {
                if (texts == 48) // somebody else takes the space meanwhile
                    File.WriteAllBytes(_disk["ballast"], new byte[600 << 10]);
            },
        }));
        Assert.Equal("The disk is full: what llama-tiny makes of the texts could not be written. "
            + "Free some space and continue with --resume.", full.Message);
        Assert.Empty(_case.Bytes(key, _disk.Root));
        File.Delete(_disk["ballast"]);
        var done = new List<int>();
        _case.Open(key, [1], new RecordingOptions { Progress = (texts, _) => done.Add(texts) }).Dispose();
        Assert.Equal(48, done[0]);
        Assert.All(_case.Bytes(key), file => Assert.Equal(file.Value, _case.Bytes(key, _disk.Root)[file.Key]));
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public void Dispose()
    {
        if (_mounted)
            Assert.True(Succeeds("umount", _disk.Root));
        _case.Dispose();
        _disk.Dispose();
    }
}
