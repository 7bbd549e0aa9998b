using System.CommandLine;
using Mas.Benchmarks.Measurement;
using Mas.Benchmarks.Processes;
using Mas.Tests.Architecture;

namespace Mas.Benchmarks;

/// <summary><c>start</c>: how long a person waits for commands that compute nothing.</summary>
internal static class StartCommand
{
    private static readonly Option<int> s_repeat = new("--repeat") { Description = "Processes of each", DefaultValueFactory = _ => 10 };
    private static readonly Option<string?> s_tool = new("--tool") { Description = "Another tool than the one in this repository", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("start", "Process times of mas --help, mas report, mas inspect") { s_repeat, s_tool };
        command.SetAction(parsed => Run(MasTool.Find(parsed.GetValue(s_tool)), parsed.GetValue(s_repeat)));
        return command;
    }

    private static void Run(string tool, int repeat)
    {
        MachineLines.Print();
        using var folder = new TemporaryFolder();
        string experiments = Path.Combine(SourceTree.Root, "experiments"), run = folder["run"];
        TimedProcess.Run(tool, ["run", Path.Combine(experiments, "golden-pair.yaml"), "--small", "--output", run, "--quiet"]);
        Console.WriteLine($"median [quartiles] of {repeat} processes, after one that is not counted");
        Console.WriteLine("               wall ms                  user CPU ms              peak MiB");
        Print(tool, "mas --help", ["--help"], repeat);
        Print(tool, "mas report", ["report", run], repeat);
        Print(tool, "mas inspect", ["inspect", Path.Combine(experiments, "networks", "gru-a")], repeat);
    }

    private static void Print(string tool, string name, string[] arguments, int repeat)
    {
        TimedProcess.Run(tool, arguments);
        TimedProcess[] all = [.. Enumerable.Range(0, repeat).Select(_ => TimedProcess.Run(tool, arguments))];
        string wall = Spread.Of(all.Select(one => one.Wall)).Text(1000, "f0"), user = Spread.Of(all.Select(one => one.User)).Text(1000, "f0");
        Console.WriteLine($"{name,-13}  {wall,-23}  {user,-23}  {Spread.Of(all.Select(one => one.PeakBytes)).Text(1.0 / (1 << 20), "f0")}");
    }
}
