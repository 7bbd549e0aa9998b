namespace Mas.Benchmarks;

/// <summary><c>networks</c>: what a training step costs as networks are added, each measurement in a process of its own.</summary>
internal static class NetworksCommand
{
    private const int SmallSteps = 2;
    private static readonly int[] s_all = [2, 4, 8, 16], s_few = [2, 4];
    private static readonly Argument<int[]> s_counts =
        new("N") { Description = "Numbers of networks; none is 2 4 8 16", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<int> s_steps = CommandParts.Option("--steps", "Measured steps", 20);
    private static readonly Option<int> s_warmUp = CommandParts.Option("--warm-up", "Steps before that", 5);
    private static readonly Option<bool> s_small = CommandParts.Small("2 and 4 networks, two steps");

    public static Command Create() =>
        new Command("networks", "Training steps over 2 to 16 networks: all directions and 8 drawn ones, time and peak memory")
        { s_counts, s_steps, s_warmUp, s_small }.Does(parsed =>
        {
            bool small = parsed.GetValue(s_small);
            int[] counts = parsed.GetValue(s_counts) is { Length: > 0 } given ? given : small ? s_few : s_all;
            Run([.. NetworkScenario.Of(counts)], small ? SmallSteps : parsed.GetValue(s_steps), small ? 1 : parsed.GetValue(s_warmUp));
        });

    private static void Run(NetworkScenario[] scenarios, int steps, int warmUp)
    {
        MachineLines.Print();
        Console.WriteLine($"one stored GRU under n names, {EngineSteps.Options.Batch} interventions per direction, aligned start, Adam "
            + $"included; {steps} steps after {warmUp} of warm-up");
        Console.WriteLine();
        Console.WriteLine("networks  directions per step  threads   ms: median [quartiles]      ms per direction  peak memory MiB");
        foreach (NetworkScenario scenario in scenarios)
        {
            (Spread time, TimedProcess process) = NetworkStepsCommand.Measure(scenario, steps, warmUp);
            string directions =
                scenario.Sampled is int drawn ? $"{drawn} of {scenario.Networks * scenario.Networks}" : $"all {scenario.Trained}";
            Console.WriteLine($"{scenario.Networks,8}  {directions,19}  {scenario.Threads,7}   {time.Text(1000),-26}  "
                + $"{1000 * time.Median / scenario.Trained,16:f2}  {process.PeakBytes / (1 << 20),15:f0}");
        }
        Console.WriteLine();
        Console.WriteLine("peak memory: of the whole process, opening and recording the networks included");
    }
}
