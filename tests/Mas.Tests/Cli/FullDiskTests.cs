using System.Diagnostics;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>A disk that runs full costs no result: the run says so, and goes on where there is space again.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly Workplace _here = new();
    private readonly bool _mounted;

    public FullDiskTests()
    {
        Directory.CreateDirectory(_here.Path("disk"));
        _mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
            && Succeeds("mount", "-t", "tmpfs", "-o", "size=768k", "tmpfs", _here.Path("disk"));
    }

    [Fact]
    public void A_full_disk_leaves_the_earlier_files_whole_and_the_run_goes_on_when_there_is_space()
    {
        Assert.SkipUnless(_mounted, "a small disk can only be mounted by root on Linux");
        string file = _here.Experiment("start: random, steps: 60, validate_every: 20, stop: { target: 1 }");
        _here.Done("run", file, "--output", "whole", "--quiet");
        File.WriteAllBytes(_here.Path("disk", "ballast"), new byte[640 << 10]);

        Ended full = _here.Mas("run", file, "--output", "disk/run", "--json", "--quiet");
        Assert.Equal(1, full.Code);
        Assert.Matches(@"^mas: The disk is full: \S+ could not be written\. Free some space and continue with --resume\.$",
            Assert.Single(full.ErrorLines));
        Assert.StartsWith("""{"error":{"message":"The disk is full""", full.Output, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"running\"", File.ReadAllText(_here.Path("disk", "run", "run.json")), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_here.Path("disk"), "*.partial", SearchOption.AllDirectories));

        File.Delete(_here.Path("disk", "ballast"));
        _here.Done("run", file, "--output", "disk/run", "--resume", "--quiet");
        _here.SameResults("whole", "disk/run");
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
            Assert.True(Succeeds("umount", _here.Path("disk")));
        _here.Dispose();
    }
}
