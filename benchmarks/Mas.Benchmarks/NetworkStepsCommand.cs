namespace Mas.Benchmarks;

/// <summary>One measurement of <c>networks</c> or <c>scaling</c>, as the process that is watched from outside: seconds of each step, one a
/// line.</summary>
internal static class NetworkStepsCommand
{
    private const string Name = "network-steps";
    private static readonly Option<int> s_networks = new("--networks"), s_threads = new("--threads"), s_steps = new("--steps"),
        s_warmUp = new("--warm-up"), s_batch = new("--batch");
    private static readonly Option<int?> s_sampled = new("--sampled"), s_width = new("--width");

    public static Command Create()
    {
        var command = new Command(Name) { s_networks, s_sampled, s_threads, s_steps, s_warmUp, s_width, s_batch };
        command.Hidden = true;
        return command.Does(parsed =>
        {
            var scenario = new NetworkScenario(parsed.GetValue(s_networks), parsed.GetValue(s_sampled), parsed.GetValue(s_threads))
            { Width = parsed.GetValue(s_width), Batch = parsed.GetValue(s_batch) };
            foreach (double seconds in scenario.Measure(parsed.GetValue(s_steps), parsed.GetValue(s_warmUp)))
                Console.WriteLine($"{seconds:r}");
        });
    }

    /// <summary>Measures in a process of its own, watched from outside.</summary>
    /// <returns>Seconds of the steps, and the process.</returns>
    public static (Spread Time, TimedProcess Process) Measure(NetworkScenario scenario, int steps, int warmUp)
    {
        (Option Option, int? Value)[] options = [(s_networks, scenario.Networks), (s_threads, scenario.Threads), (s_steps, steps),
            (s_warmUp, warmUp), (s_batch, scenario.Batch), (s_width, scenario.Width), (s_sampled, scenario.Sampled)];
        TimedProcess process = TimedProcess.Run(Programs.Own,
            [Name, .. options.Where(one => one.Value is not null).SelectMany(one => new[] { one.Option.Name, $"{one.Value}" })]);
        return (Spread.Of(process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse)), process);
    }
}
