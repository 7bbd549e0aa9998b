using Mas.Results.Store;

namespace Mas.Benchmarks;

/// <summary><c>run</c>: whole runs of the tool as a process of its own, timed from outside. Times of runs that found nothing would say
/// nothing, so each is printed with what it found.</summary>
internal static class RunScenarios
{
    private static readonly Argument<string[]> s_names =
        new("SCENARIO") { Description = "Of 'list'; none is all", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<int?> s_repeat =
        new("--repeat") { Description = "Runs of each (default 5, or 1 where one takes minutes)" };
    private static readonly Option<int> s_threads = CommandParts.Threads("Threads of the tool");
    private static readonly Option<bool> s_small = CommandParts.Small("The small form of the experiments");
    private static readonly Option<string?> s_figure = CommandParts.Figure("Also draw where their seconds go");
    private static readonly Option<string?> s_tool = CommandParts.Tool();

    public static Command Create()
    {
        string[] all = [.. RunScenario.All.Select(scenario => scenario.Name)];
        s_names.AcceptOnlyFromAmong(all);
        return new Command("run", "Whole runs: wall and processor time, peak memory, interchange accuracy")
        { s_names, s_repeat, s_threads, s_small, s_figure, s_tool }.Does(parsed =>
        {
            string tool = Programs.Tool(parsed.GetValue(s_tool));
            string[] names = parsed.GetValue(s_names) is { Length: > 0 } given ? given : all;
            MachineLines.Print();
            int threads = parsed.GetValue(s_threads);
            bool small = parsed.GetValue(s_small);
            Console.WriteLine($"median [quartiles], {threads} thread{(threads == 1 ? "" : "s")}{(small ? ", small form" : "")}");
            StageBar[] bars = [.. from scenario in RunScenario.All
                where names.Contains(scenario.Name)
                let repeat = parsed.GetValue(s_repeat) ?? (small ? 1 : scenario.Repeat)
                select Print(scenario, Run(tool, scenario, repeat, threads, small))];
            if (parsed.GetValue(s_figure) is string figure)
                File.WriteAllText(figure, StageFigure.Draw(bars).Standalone());
        });
    }

    private static (TimedProcess Process, RunRecord Record)[] Run(string tool, RunScenario scenario, int repeat, int threads, bool small)
    {
        using var shared = new TemporaryFolder();
        if (scenario.UsesCache)
            RunOnce(tool, scenario, threads, small, shared["cache"]);
        return [.. Enumerable.Range(0, repeat).Select(_ =>
        {
            using var own = new TemporaryFolder();
            return RunOnce(tool, scenario, threads, small, (scenario.UsesCache ? shared : own)["cache"]);
        })];
    }

    private static (TimedProcess Process, RunRecord Record) RunOnce(
        string tool, RunScenario scenario, int threads, bool small, string cache)
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "run", Path.Combine(SourceTree.Root, "experiments", scenario.Experiment),
            .. small ? [.. scenario.SmallOverrides, "--small"] : scenario.Overrides,
            "--output", folder["run"], "--threads", $"{threads}", "--quiet",
        ];
        TimedProcess process = TimedProcess.Run(tool, arguments, new Dictionary<string, string> { ["MAS_CACHE"] = cache });
        using RunFolder run = RunFolder.Read(folder["run"]);
        return (process, run.ReadRun());
    }

    private static StageBar Print(RunScenario scenario, (TimedProcess Process, RunRecord Record)[] measured)
    {
        Spread Of(Func<TimedProcess, double> number) => Spread.Of(measured.Select(one => number(one.Process)));
        (string Stage, Spread Seconds)[] stages = [.. measured[0].Record.Timings.Keys
            .Select(stage => (stage, Spread.Of(measured.Select(one => one.Record.Timings[stage]))))];
        Console.WriteLine();
        Console.WriteLine($"{scenario.Name}: {scenario.Description}; {measured.Length} run{(measured.Length == 1 ? "" : "s")}");
        Console.WriteLine($"  wanted             {scenario.Wanted}");
        Console.WriteLine($"  wall seconds       {Of(run => run.Wall).Text()}");
        foreach ((string stage, Spread seconds) in stages)
            Console.WriteLine($"    {stage,-16} {seconds.Text()}");
        Console.WriteLine($"  user CPU seconds   {Of(run => run.User).Text()}");
        Console.WriteLine($"  system CPU seconds {Of(run => run.System).Text()}");
        Console.WriteLine($"  peak memory MB     {Of(run => run.PeakBytes).Text(1e-6, "f0")}");
        // The same in every run, unless something is wrong: the bytes of a result depend on nothing but the experiment.
        foreach (string line in measured.Select(one => Line(one.Record)).Distinct())
            Console.WriteLine($"  {line}");
        return new StageBar(scenario.Name, [.. stages.Select(one => (one.Stage, one.Seconds.Median))], Of(run => run.Wall).Median);
    }

    private static string Line(RunRecord run)
    {
        DirectionResult[] trained = [.. run.Directions.Where(direction => direction.Trained)];
        return $"trial IIA          worst direction {trained.Min(one => one.TrialIia):f4}, mean over directions and seeds "
            + $"{trained.Average(one => one.TrialIia):f4}, verdict {run.Verdict!.Word}, at most "
            + $"{trained.SelectMany(one => one.Steps).Max()} steps; worst network {run.Networks.Min(network => network.Accuracy):f4}";
    }
}
