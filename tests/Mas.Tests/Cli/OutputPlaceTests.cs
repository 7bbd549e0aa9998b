using System.Diagnostics;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Where a command writes: a place that is absent is made, one that cannot be written is told in a sentence before any work is
/// done, and one that goes away makes the run fail.</summary>
public sealed class OutputPlaceTests : IDisposable
{
    private readonly Workplace _here = new();

    [Theory]
    [InlineData("small.yaml/map.html", "the page cannot be written (")]
    [InlineData("networks", "this is a folder; give the name of a file with --output")]
    [InlineData("/proc/map.html", "the page cannot be written (")]
    public void A_page_that_cannot_be_written_is_refused_before_anything_is_measured(string page, string sentence)
    {
        string file = _here.Experiment();
        Refused(page, sentence, _here.Mas("similarity", file, "--output", page));
    }

    [Fact]
    public void A_page_in_a_folder_that_is_absent_is_written_and_nothing_else_is_left_there()
    {
        string file = _here.Experiment("steps: 0");
        _here.Done("similarity", file, "evaluation.similarity=[cka-linear]", "--output", "new/deep/map.html", "--quiet");
        Assert.Equal([_here.Path("new", "deep", "map.html")], Directory.EnumerateFileSystemEntries(_here.Path("new", "deep")));
        _here.Finish(file, "run");
        _here.Done("report", "run", "--output", "other/page.html");
        Assert.Equal([_here.Path("other", "page.html")], Directory.EnumerateFileSystemEntries(_here.Path("other")));
    }

    [Fact]
    public void A_report_that_cannot_be_drawn_into_its_run_folder_is_told()
    {
        _here.Finish(_here.Experiment("steps: 0"), "run");
        Refused("small.yaml/page.html", "the page cannot be written (",
            _here.Mas("report", "run", "--output", "small.yaml/page.html"));
        Directory.Delete(_here.Path("run", "figures"), recursive: true);
        File.WriteAllText(_here.Path("run", "figures"), "a file in the place of the folder");
        Ended ended = _here.Mas("report", "run");
        Refused("run", "the report cannot be written into the run folder (", ended);
        Assert.EndsWith("); name a file for it with --output", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_can_only_be_read_is_told_by_every_command_that_writes()
    {
        Directory.CreateDirectory(_here.Path("disk"));
        bool isMounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
            && Succeeds("mount", "-t", "tmpfs", "tmpfs", _here.Path("disk"));
        Assert.SkipUnless(isMounted, "a disk can only be mounted by root on Linux");
        try
        {
            string file = _here.Experiment("steps: 0");
            _here.Done("run", file, "--output", "disk/run", "--quiet");
            Assert.True(Succeeds("mount", "-o", "remount,ro", _here.Path("disk")));
            Refused("disk/other", "cannot be written to; give a folder that you may write to with --output",
                _here.Mas("run", file, "--output", "disk/other"));
            Refused("disk/run", "cannot be written to; give a folder that you may write to with --output",
                _here.Mas("run", file, "--output", "disk/run", "--resume"));
            Refused("disk/run", "the report cannot be written into the run folder (", _here.Mas("report", "disk/run"));
            Refused("disk/page.html", "the page cannot be written (", _here.Mas("report", "disk/run", "--output", "disk/page.html"));
            Refused("disk/map.html", "the page cannot be written (", _here.Mas("similarity", file, "--output", "disk/map.html"));
            _here.Done("verify", "disk/run", "--quiet");
        }
        finally
        {
            Assert.True(Succeeds("umount", _here.Path("disk")));
        }
    }

    [Fact]
    public void A_run_whose_folder_is_deleted_ends_with_one_sentence_and_1()
    {
        string file = _here.Experiment("start: random, learning_rate: 0.0001, stop: { target: 1 }, validate_every: 5, steps: 2000");
        using Tool run = _here.Start("run", file, "--output", "run", "--quiet", "--json");
        Assert.True(run.WaitUntil(() => File.Exists(_here.Path("run", "checkpoint", "seed-1.safetensors"))));
        while (Directory.Exists(_here.Path("run")))
        {
            try
            {
                Directory.Delete(_here.Path("run"), recursive: true);
            }
            catch (IOException)
            {
                // A checkpoint was written while the folder was emptied.
            }
        }
        Ended ended = run.Wait();
        Assert.Equal(1, ended.Code);
        Assert.StartsWith($"mas: the run folder {_here.Path("run")} is no longer the one that this run has begun, because ",
            Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.StartsWith("""{"error":{"message":"the run folder """, ended.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_here.Path("run")));
    }

    private void Refused(string place, string sentence, Ended ended)
    {
        Assert.Equal(2, ended.Code);
        Assert.Empty(ended.Output);
        Assert.StartsWith(
            $"mas: {Path.GetFullPath(place, _here.Root)}: {sentence}", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public void Dispose() => _here.Dispose();
}
