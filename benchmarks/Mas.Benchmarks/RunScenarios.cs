namespace Mas.Benchmarks;

/// <summary><c>run</c>: whole runs of the tool as a process of its own, timed from outside.</summary>
internal static class RunScenarios
{
    private static readonly Argument<string[]> s_names = new("SCENARIO") { Description = "Of 'list'; none is all", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<int?> s_repeat = new("--repeat") { Description = "Runs of each (default 5, or 1 where one takes minutes)" };
    private static readonly Option<int> s_threads = new("--threads") { Description = "Threads of the tool", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<bool> s_small = new("--small") { Description = "The small form of the experiments: shows that the measurement works" };
    private static readonly Option<string?> s_figure = new("--figure") { Description = "Also draw where their seconds go", HelpName = "FILE.svg" };
    private static readonly Option<string?> s_tool = new("--tool") { Description = "Another tool than the one in this repository", HelpName = "FILE" };

    public static Command Create()
    {
        s_names.AcceptOnlyFromAmong([.. RunScenario.All.Select(scenario => scenario.Name)]);
        var command = new Command("run", "Whole runs: wall and processor time, peak memory, interchange accuracy") { s_names, s_repeat, s_threads, s_small, s_figure, s_tool };
        command.SetAction(parsed =>
        {
            string tool = MasTool.Find(parsed.GetValue(s_tool));
            string[] names = parsed.GetValue(s_names) is { Length: > 0 } given ? given : [.. RunScenario.All.Select(scenario => scenario.Name)];
            MachineLines.Print();
            int threads = parsed.GetValue(s_threads);
            bool small = parsed.GetValue(s_small);
            Console.WriteLine($"median [quartiles], {threads} thread{(threads == 1 ? "" : "s")}{(small ? ", small form" : "")}");
            StageBar[] bars = [.. RunScenario.All.Where(scenario => names.Contains(scenario.Name))
                .Select(scenario => Print(scenario, Run(tool, scenario, parsed.GetValue(s_repeat) ?? (small ? 1 : scenario.Repeat), threads, small)))];
            if (parsed.GetValue(s_figure) is string figure)
                File.WriteAllText(figure, StageFigure.Draw(bars).Standalone());
        });
        return command;
    }

    private static (TimedProcess Process, RunFigures Figures)[] Run(string tool, RunScenario scenario, int repeat, int threads, bool small)
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

    private static (TimedProcess Process, RunFigures Figures) RunOnce(string tool, RunScenario scenario, int threads, bool small, string cache)
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "run", Path.Combine(SourceTree.Root, "experiments", scenario.Experiment), .. small ? scenario.SmallOverrides : scenario.Overrides, .. small ? (string[])["--small"] : [],
            "--output", folder["run"], "--threads", threads.ToString(CultureInfo.InvariantCulture), "--quiet",
        ];
        TimedProcess process = TimedProcess.Run(tool, arguments, new Dictionary<string, string> { ["MAS_CACHE"] = cache });
        return (process, RunFigures.Read(Path.Combine(folder["run"], "run.json")));
    }

    private static StageBar Print(RunScenario scenario, (TimedProcess Process, RunFigures Figures)[] measured)
    {
        TimedProcess[] runs = [.. measured.Select(one => one.Process)];
        RunFigures[] figures = [.. measured.Select(one => one.Figures)];
        Console.WriteLine();
        Console.WriteLine($"{scenario.Name}: {scenario.Description}; {runs.Length} run{(runs.Length == 1 ? "" : "s")}");
        Console.WriteLine($"  wanted             {scenario.Wanted}");
        Console.WriteLine($"  wall seconds       {Spread.Of(runs.Select(run => run.Wall)).Text()}");
        foreach (string stage in figures[0].Stages.Keys)
            Console.WriteLine($"    {stage,-16} {Spread.Of(figures.Select(one => one.Stages[stage])).Text()}");
        Console.WriteLine($"  user CPU seconds   {Spread.Of(runs.Select(run => run.User)).Text()}");
        Console.WriteLine($"  system CPU seconds {Spread.Of(runs.Select(run => run.System)).Text()}");
        Console.WriteLine($"  peak memory MB     {Spread.Of(runs.Select(run => run.PeakBytes)).Text(1e-6, "f0")}");
        // The same in every run, unless something is wrong: the bytes of a result depend on nothing but the experiment.
        foreach (string line in figures.Select(Line).Distinct())
            Console.WriteLine($"  {line}");
        return new StageBar(
            scenario.Name, [.. figures[0].Stages.Keys.Select(stage => (stage, Spread.Of(figures.Select(one => one.Stages[stage])).Median))], Spread.Of(runs.Select(run => run.Wall)).Median);
    }

    private static string Line(RunFigures one) => string.Create(CultureInfo.InvariantCulture,
        $"trial IIA          worst direction {one.Worst:f4}, mean over directions and seeds {one.Mean:f4}, verdict {one.Verdict}, at most {one.Steps} steps; worst network {one.Accuracy:f4}");
}
