namespace Mas.Benchmarks;

/// <summary>One measurement of <c>networks</c> or <c>scaling</c>, as the process that is watched from outside: seconds of each step, one a line.</summary>
internal static class NetworkStepsCommand
{
    private const string Name = "network-steps";
    private static readonly Option<int> s_networks = new("--networks"), s_threads = new("--threads"), s_steps = new("--steps"), s_warmUp = new("--warm-up"), s_batch = new("--batch");
    private static readonly Option<int?> s_sampled = new("--sampled"), s_width = new("--width");

    public static Command Create()
    {
        var command = new Command(Name) { s_networks, s_sampled, s_threads, s_steps, s_warmUp, s_width, s_batch };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var scenario = new NetworkScenario(parsed.GetValue(s_networks), parsed.GetValue(s_sampled), parsed.GetValue(s_threads)) { Width = parsed.GetValue(s_width), Batch = parsed.GetValue(s_batch) };
            foreach (double seconds in scenario.Measure(parsed.GetValue(s_steps), parsed.GetValue(s_warmUp)))
                Console.WriteLine(seconds.ToString("r", CultureInfo.InvariantCulture));
        });
        return command;
    }

    /// <summary>Measures in a process of its own, watched from outside.</summary>
    /// <returns>Seconds of the steps, and the process.</returns>
    public static (Spread Time, TimedProcess Process) Measure(NetworkScenario scenario, int steps, int warmUp)
    {
        TimedProcess process = TimedProcess.Run(OwnProgram.Path, Arguments(scenario, steps, warmUp));
        return (Spread.Of(process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))), process);
    }

    private static IReadOnlyList<string> Arguments(NetworkScenario scenario, int steps, int warmUp)
    {
        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        return
        [
            Name, s_networks.Name, Text(scenario.Networks), s_threads.Name, Text(scenario.Threads), s_steps.Name, Text(steps), s_warmUp.Name, Text(warmUp),
            s_batch.Name, Text(scenario.Batch), .. scenario.Width is int width ? (string[])[s_width.Name, Text(width)] : [],
            .. scenario.Sampled is int sampled ? (string[])[s_sampled.Name, Text(sampled)] : [],
        ];
    }
}
