using System.Diagnostics;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Windows of any size, also while it changes: bars where there is room, lines elsewhere, and an end in any case.</summary>
public sealed class TerminalTests : IDisposable
{
    private static readonly TimeSpan s_hanging = TimeSpan.FromMinutes(1);

    private readonly Workplace _here = new();

    [Theory]
    [InlineData(24, 1)]
    [InlineData(24, 2)]
    [InlineData(1, 20)]
    [InlineData(3, 40)]
    [InlineData(24, 80)]
    public void A_run_ends_in_a_window_of_any_size(int rows, int columns)
    {
        Ended ended = OnTerminal(rows, columns, $"run {_here.Experiment("steps: 2")} --output run");
        Assert.True(ended.Code == 0, ended.Output);
        Assert.Contains("Report: ", ended.Output, StringComparison.Ordinal);
        Assert.InRange(ended.Output.Length, 100, 100_000);
    }

    [Fact]
    public void A_window_that_shrinks_while_bars_are_drawn_hangs_nothing()
    {
        string file = _here.Experiment(Endless);
        Ended ended = OnTerminal(24, 80, $"run {file} --output run",
            "while [ ! -f run/run.json ]; do sleep .1; done; sleep 1; stty rows 1 cols 1 < /dev/tty; sleep 1; stty cols 2 < /dev/tty; "
            + "sleep 1; kill -INT $PPID");
        Assert.Equal(130, ended.Code);
        Assert.Contains("Stopped; continue with --resume", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_a_run_in_a_narrow_window() => Assert.Equal(130, OnTerminal(
        24, 1, $"run {_here.Experiment(Endless)} --output run",
        "while [ ! -f run/run.json ]; do sleep .1; done; sleep 1; kill -INT $PPID").Code);

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(20)]
    public void Help_in_a_narrow_window_is_as_long_as_elsewhere(int columns) =>
        Assert.InRange(OnTerminal(24, columns, "run --help").Output.Length, 500, 5_000);

    [Fact]
    public void Similarity_ends_in_a_narrow_window() =>
        Assert.Equal(0, OnTerminal(24, 1, $"similarity {_here.Experiment()} --permutations 0 --splits 0").Code);

    private const string Endless =
        "start: random, learning_rate: 0.000000001, steps: 100000, stop: { patience: 100000, hopeless_after: 100000 }";

    /// <param name="beside">What the shell does beside it; the tool is its parent.</param>
    private Ended OnTerminal(int rows, int columns, string command, string beside = "true")
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "needs script of util-linux, which makes a terminal");
        string program = Path.Combine(AppContext.BaseDirectory, "Mas.Cli.dll");
        File.WriteAllText(_here.Path("beside.sh"), beside);
        // Whoever runs the tests in the background has them ignore Ctrl-C, and what they start.
        File.WriteAllText(_here.Path("tool.sh"), $"""
            stty rows {rows} cols {columns}
            bash beside.sh &
            exec env --default-signal=INT dotnet "{program}" {command}

            """);
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", "bash tool.sh", "/dev/null"])
        { WorkingDirectory = _here.Root, RedirectStandardOutput = true, RedirectStandardInput = true };
        Tool.Prepare(start, _here.Path("cache"));
        start.Environment["TERM"] = "xterm";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!process.WaitForExit(s_hanging))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("the tool hangs");
        }
        return new Ended(process.ExitCode, output.Result, "");
    }

    public void Dispose() => _here.Dispose();
}
