namespace Mas.Benchmarks;

/// <summary><c>start</c>: how long a person waits for commands that compute nothing, and at most for the first step of a run.</summary>
internal static class StartCommand
{
    private static readonly Option<int> s_repeat = CommandParts.Option("--repeat", "Processes of each", 10);
    private static readonly Option<string?> s_tool = CommandParts.Tool();

    public static Command Create() => new Command(
        "start", "Process times of mas --help, mas report, mas inspect, and of a run that ends after one step, with its report")
    { s_repeat, s_tool }.Does(parsed => Run(Programs.Tool(parsed.GetValue(s_tool)), parsed.GetValue(s_repeat)));

    private static void Run(string tool, int repeat)
    {
        MachineLines.Print();
        using var folder = new TemporaryFolder();
        string experiments = Path.Combine(SourceTree.Root, "experiments"), golden = Path.Combine(experiments, "golden-pair.yaml");
        TimedProcess.Run(tool, ["run", golden, "--small", "--output", folder["run"], "--quiet"]);
        Console.WriteLine($"median [quartiles] of {repeat} processes, after one that is not counted");
        Console.WriteLine("               wall ms                  user CPU ms              peak MiB");
        Print(tool, "mas --help", ["--help"], repeat);
        Print(tool, "mas report", ["report", folder["run"]], repeat);
        Print(tool, "one step", ["run", golden, "alignment.seeds=[1]", "alignment.steps=1", "alignment.test=100",
            "evaluation.controls=[no-swap]", "--output", folder["step-{0}"], "--quiet"], repeat);
        Print(tool, "mas inspect", ["inspect", Path.Combine(experiments, "networks", "gru-a")], repeat);
    }

    // A place {0} in an argument takes the number of the run: a folder is written once.
    private static void Print(string tool, string name, string[] arguments, int repeat)
    {
        TimedProcess Time(int run) =>
            TimedProcess.Run(tool, [.. arguments.Select(argument => argument.Replace("{0}", $"{run}", StringComparison.Ordinal))]);
        Time(-1);
        TimedProcess[] all = [.. Enumerable.Range(0, repeat).Select(Time)];
        string Of(Func<TimedProcess, double> number, double unit) => Spread.Of(all.Select(number)).Text(unit, "f0");
        Console.WriteLine(
            $"{name,-13}  {Of(one => one.Wall, 1000),-23}  {Of(one => one.User, 1000),-23}  {Of(one => one.PeakBytes, 1.0 / (1 << 20))}");
    }
}
