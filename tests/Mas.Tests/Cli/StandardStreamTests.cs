using System.Diagnostics;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Streams that are closed, full or torn away: the work is kept, the exit code is right, and nothing aborts.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private const string Lost = "mas: standard output cannot be written to", Kept = "; what the command has written to files is there";

    private readonly Workplace _here = new();

    [Theory]
    [InlineData(">&-", 1, Lost + " (it is closed)" + Kept)]
    [InlineData("> /dev/full", 1, Lost + " (No space left on device)" + Kept)]
    [InlineData("2>&-", 0, "")]
    [InlineData("2> /dev/full", 0, "")]
    [InlineData("<&- >&- 2>&-", 1, "")]
    [InlineData("--json > /dev/full", 1, Lost + " (No space left on device)" + Kept)]
    [InlineData("| head -n 1", 0, "")]
    public void A_run_is_kept_whatever_becomes_of_its_streams(string redirection, int code, string sentence)
    {
        Ended ended = Shell($"run {_here.Experiment("steps: 2")} --output run {redirection}");
        Assert.Equal(code, ended.Code);
        Assert.All((string[])["metrics.csv", "alignments.safetensors", "report.html"],
            name => Assert.True(File.Exists(_here.Path("run", name)), name));
        Assert.Equal(sentence, ended.ErrorLines.SingleOrDefault(line => line.StartsWith("mas: ", StringComparison.Ordinal)) ?? "");
        // A stream of output that has taken a file's number would have written into it.
        _here.Holds("run");
    }

    [Theory]
    [InlineData("run --help", 1)]
    [InlineData("doctor", 1)]
    [InlineData("inspect networks/gru-a --json", 1)]
    [InlineData("run small.yaml --dry-run", 1)]
    [InlineData("run none.yaml --json", 2)]
    [InlineData("run --none --json", 2)]
    public void A_command_that_cannot_say_its_result_fails_in_a_sentence(string command, int code)
    {
        _here.Experiment();
        foreach (string redirection in (string[])[">&-", "> /dev/full"])
        {
            Ended ended = Shell($"{command} {redirection}");
            Assert.Equal(code, ended.Code);
            Assert.All(ended.ErrorLines, line => Assert.Matches("^(mas: |See ')", line));
            Assert.NotEmpty(ended.ErrorLines);
        }
        Assert.Equal(code, Shell($"{command} >&- 2>&-").Code);
    }

    [Fact]
    public void A_reader_that_has_seen_enough_is_no_failure() => Assert.Equal(0, Shell("run --help | head -n 1").Code);

    // The exit code is the tool's own, also in front of a pipe.
    private Ended Shell(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell of POSIX");
        string program = Path.Combine(AppContext.BaseDirectory, "Mas.Cli.dll");
        var start = new ProcessStartInfo("bash", ["-c", $"dotnet \"{program}\" {command}; exit ${{PIPESTATUS[0]}}"])
        { WorkingDirectory = _here.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        Tool.Prepare(start, _here.Path("cache"));
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new Ended(process.ExitCode, output.Result, error);
    }

    public void Dispose() => _here.Dispose();
}
