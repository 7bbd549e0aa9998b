using System.Diagnostics;
using Mas.Oracles.Files;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Store;
using Xunit;

namespace Mas.Results.Tests.Store;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_folder_is_made_also_with_resume()
    {
        using RunFolder folder = RunFolder.Open(Run, resume: true);
        folder.WriteText("figures/a.svg", "x");
        Assert.True(folder.Exists("figures/a.svg"));
        Assert.Equal("x", folder.ReadText("figures/a.svg"));
    }

    [Fact]
    public void A_folder_that_holds_only_the_lock_counts_as_empty()
    {
        RunFolder.Open(Run, resume: false).Dispose();
        Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(Run).Select(Path.GetFileName));
        RunFolder.Open(Run, resume: false).Dispose();
    }

    [Fact]
    public void A_run_is_not_overwritten_without_resume()
    {
        using (RunFolder folder = RunFolder.Open(Run, resume: false))
            folder.WriteRun(SampleRun.Pair().Run);
        Assert.Contains("--resume", Assert.Throws<InputException>(() => RunFolder.Open(Run, resume: false)).Message);
        RunFolder.Open(Run, resume: true).Dispose();
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_folder_with_foreign_files_is_refused_and_left_as_it_is(bool resume)
    {
        Directory.CreateDirectory(Run);
        File.WriteAllText(Path.Combine(Run, "thesis.tex"), "x");
        Assert.Contains("other files", Assert.Throws<InputException>(() => RunFolder.Open(Run, resume)).Message);
        Assert.Single(Directory.EnumerateFileSystemEntries(Run));
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_refused()
    {
        File.WriteAllText(Run, "x");
        Assert.Contains("is a file", Assert.Throws<InputException>(() => RunFolder.Open(Run, resume: false)).Message);
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_the_users_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc, where nobody may make folders");
        Assert.Contains("cannot be written", Assert.Throws<InputException>(() => RunFolder.Open("/proc/mas-run", resume: false)).Message);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_second_run_in_the_same_folder_is_told_so_until_the_first_one_ends(bool resume)
    {
        using (RunFolder.Open(Run, resume: false))
            Assert.Contains("another run is using", Assert.Throws<InputException>(() => RunFolder.Open(Run, resume)).Message);
        RunFolder.Open(Run, resume).Dispose();
    }

    [Fact]
    public void A_process_that_is_killed_leaves_no_lock()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "needs flock to hold the lock from another process");
        RunFolder.Open(Run, resume: false).Dispose();
        // It waits for the lock, which looking whether it is taken holds for a moment.
        using Process other = Process.Start("/usr/bin/flock", ["-F", Path.Combine(Run, ".lock"), "sleep", "60"]);
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Thread.Sleep(10);
                return !Opens();
            },
            TimeSpan.FromSeconds(30)));
        other.Kill();
        other.WaitForExit();
        Assert.True(Opens());
    }

    [Fact]
    public void A_write_that_fails_half_way_leaves_the_earlier_file_and_nothing_else()
    {
        using RunFolder folder = RunFolder.Open(Run, resume: false);
        folder.WriteText("metrics.csv", "old");
        Assert.Throws<InvalidOperationException>(() => folder.Write("metrics.csv", stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", folder.ReadText("metrics.csv"));
        Assert.Equal([".lock", "metrics.csv"], Directory.EnumerateFiles(Run).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_folder_that_has_gone_is_not_made_again()
    {
        using RunFolder folder = RunFolder.Open(Run, resume: false);
        Directory.Delete(Run, recursive: true);
        Assert.All((string[])["run.json", "figures/one.svg"], file => Assert.Equal(
            $"the run folder {Run} is no longer the one that this run has begun, because it or its file .lock was deleted, renamed or "
                + "replaced; continue it with --resume where it is now, or begin again",
            Assert.Throws<RunFolderException>(() => folder.WriteText(file, "text")).Message));
        Assert.Throws<RunFolderException>(() => folder.ReadText("run.json"));
        folder.Withdraw();
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void A_folder_that_vanishes_in_the_middle_of_a_write_is_not_made_again()
    {
        using RunFolder folder = RunFolder.Open(Run, resume: false);
        Assert.Throws<RunFolderException>(() => folder.Write("run.json", _ => Directory.Delete(Run, recursive: true)));
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void What_another_run_has_put_there_is_neither_written_to_nor_withdrawn()
    {
        using RunFolder folder = RunFolder.Open(Run, resume: false);
        Directory.Delete(Run, recursive: true);
        using (RunFolder other = RunFolder.Open(Run, resume: false))
            other.WriteText("run.json", "another's");
        Assert.Throws<RunFolderException>(() => folder.WriteText("run.json", "own"));
        folder.Withdraw();
        Assert.Equal("another's", File.ReadAllText(Path.Combine(Run, "run.json")));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_with_its_name()
    {
        using RunFolder folder = RunFolder.Open(Run, resume: false);
        folder.WriteText("figures", "a file in the place of the folder");
        Assert.Matches(@"^\S+/figures/one\.svg cannot be written \(.*\); mend that, and continue the run with --resume$",
            Assert.Throws<RunFolderException>(() => folder.WriteText("figures/one.svg", "text")).Message);
    }

    [Fact]
    public void The_old_file_can_be_read_until_the_new_one_is_whole()
    {
        using RunFolder folder = RunFolder.Open(Run, resume: false);
        folder.WriteText("run.json", "old");
        folder.Write("run.json", stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", folder.ReadText("run.json"));
        });
        Assert.Equal("new", folder.ReadText("run.json"));
    }

    [Fact]
    public void What_a_killed_run_left_half_written_is_removed_when_it_is_resumed()
    {
        using (RunFolder folder = RunFolder.Open(Run, resume: false))
            folder.WriteRun(SampleRun.Pair().Run);
        Directory.CreateDirectory(Path.Combine(Run, "checkpoint"));
        string leftover = Path.Combine(Run, "checkpoint", ".mas-1.safetensors.4242.partial");
        File.WriteAllText(leftover, "half");
        RunFolder.Open(Run, resume: true).Dispose();
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public void A_full_disk_is_told_in_one_sentence_and_costs_no_earlier_file()
    {
        Directory.CreateDirectory(Run);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Shell("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", Run),
            "needs the right to mount a small file system");
        try
        {
            using RunFolder folder = RunFolder.Open(Run, resume: false);
            folder.WriteText("metrics.csv", "old");
            DiskFullException error = Assert.Throws<DiskFullException>(() => folder.WriteBytes("metrics.csv", new byte[1 << 20]));
            Assert.Equal("The disk is full: metrics.csv could not be written. Free some space and continue with --resume.", error.Message);
            Assert.Equal("old", folder.ReadText("metrics.csv"));
            folder.WriteText("metrics.csv", "there is room again");
        }
        finally
        {
            Shell("umount", Run);
        }
    }

    [Fact]
    public void A_folder_without_run_record_cannot_be_reported()
    {
        Assert.Contains("run.json", Assert.Throws<InputException>(() => RunFolder.Read(_folder.Root)).Message);
        Assert.Contains("there is no such run folder", Assert.Throws<InputException>(() => RunFolder.Read(_folder["nowhere"])).Message);
    }

    [Fact]
    public void A_running_run_can_be_read()
    {
        using RunFolder running = RunFolder.Open(Run, resume: false);
        running.WriteRun(SampleRun.Pair().Run);
        using RunFolder read = RunFolder.Read(Run);
        Assert.Equal("gru-pair", read.ReadRun().Run);
        Assert.Empty(read.ReadMetrics());
    }

    [Fact]
    public void Metrics_come_back_as_they_were_written_in_one_order()
    {
        using RunFolder folder = RunFolder.Open(Run, resume: false);
        IReadOnlyList<MetricRow> rows = SampleRun.Pair().Metrics;
        folder.WriteMetrics(rows);
        byte[] first = File.ReadAllBytes(folder.Path("metrics.csv"));
        Assert.Equal(rows.ToHashSet(), folder.ReadMetrics().ToHashSet());
        folder.WriteMetrics(rows.Reverse());
        Assert.Equal(first, File.ReadAllBytes(folder.Path("metrics.csv")));
        Assert.True(folder.Exists("metrics.parquet"));
    }

    private bool Opens()
    {
        try
        {
            RunFolder.Open(Run, resume: false).Dispose();
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static bool Shell(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    [Theory]
    [InlineData(RunFolder.RunFile, 268435456)]
    [InlineData(RunFolder.MetricsFile, 536870912)]
    [InlineData(RunFolder.ExperimentFile, 16777216)]
    public void A_file_that_no_run_can_have_written_is_refused_before_it_is_read(string name, int most)
    {
        using (RunFolder written = RunFolder.Open(Run, resume: false))
            written.WriteRun(SampleRun.Pair().Run);
        RunFolder folder = RunFolder.Read(Run);
        using (FileStream file = File.Create(folder.Path(name)))
            file.SetLength(most + 1L);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InputException error = Assert.Throws<InputException>(() => Mas.Results.Reports.Sections.ReportInput.Of(folder));
        Assert.Equal($"the file has {most + 1L} bytes, and at most {most} are read; no run writes so much", error.Errors[0].Message);
        Assert.Equal(folder.Path(name), error.Errors[0].File);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void A_pipe_in_place_of_a_file_of_the_run_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        using (RunFolder written = RunFolder.Open(Run, resume: false))
            written.WriteRun(SampleRun.Pair().Run);
        using (Process made = Process.Start("mkfifo", Path.Combine(Run, RunFolder.MetricsFile)))
            made.WaitForExit();
        Assert.Contains("a pipe, a device or a socket", Assert.Throws<InputException>(() => RunFolder.Read(Run).ReadMetrics()).Message);
    }
}
