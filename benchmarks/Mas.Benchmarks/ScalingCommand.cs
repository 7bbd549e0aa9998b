namespace Mas.Benchmarks;

/// <summary><c>scaling</c>: what a training step costs as width, batch and the number of networks grow, and how fast it grows, as a
/// figure.</summary>
internal static class ScalingCommand
{
    private const int Width = 128;
    private static readonly Option<string?> s_figure = CommandParts.Figure("Also draw it");
    private static readonly Option<int> s_steps = CommandParts.Option("--steps", "Measured steps", 15);
    private static readonly Option<bool> s_small = CommandParts.Small("The two smallest points of each, two steps");

    /// <param name="Expected">Power with which a step is expected to grow in the end.</param>
    private sealed record Sweep(string Name, int[] Values, double Expected, Func<int, NetworkScenario> At);

    public static Command Create() =>
        new Command("scaling", "Training steps against width, batch and number of networks") { s_figure, s_steps, s_small }.Does(parsed =>
        {
            bool small = parsed.GetValue(s_small);
            Run(parsed.GetValue(s_figure), small ? 2 : parsed.GetValue(s_steps), small ? 2 : int.MaxValue);
        });

    private static Sweep[] Sweeps(int threads) =>
    [
        new("width of the networks", [64, 128, 256, 512, 1024], 2, width => new NetworkScenario(2, null, threads) { Width = width }),
        new("interventions per direction", [32, 64, 128, 256, 512, 1024], 1,
            batch => new NetworkScenario(2, null, threads) { Width = Width, Batch = batch }),
        new("networks, all directions", [2, 4, 8, 16], 2, count => new NetworkScenario(count, null, threads) { Width = Width }),
        new("networks, 8 directions a step", [4, 8, 16], 0, count => new NetworkScenario(count, 8, threads) { Width = Width }),
    ];

    private static void Run(string? figure, int steps, int most)
    {
        MachineLines.Print();
        int threads = Environment.ProcessorCount;
        Console.WriteLine($"untrained GRUs of width {Width}, two of them, 128 interventions per direction, k = 32, {threads} threads, but "
            + $"for what grows; {steps} steps after 3; a process for each row");
        var curves = new List<ScalingCurve>();
        foreach (Sweep sweep in Sweeps(threads))
        {
            Console.WriteLine();
            Console.WriteLine($"{sweep.Name,-30}  ms: median [quartiles]       power of growth since the row above (expected in the end: "
                + $"{sweep.Expected})");
            var points = new List<(double X, double Seconds)>();
            foreach (int value in sweep.Values.Take(most))
            {
                Spread time = NetworkStepsCommand.Measure(sweep.At(value), steps, warmUp: 3).Time;
                string power = points.Count == 0 ? "" : $"{Math.Log(time.Median / points[^1].Seconds) / Math.Log(value / points[^1].X):f2}";
                Console.WriteLine($"{value,30}  {time.Text(1000),-27}  {power}");
                points.Add((value, time.Median));
            }
            curves.Add(new ScalingCurve(sweep.Name, points, sweep.Expected));
        }
        if (figure is not null)
            File.WriteAllText(figure, ScalingFigure.Draw(curves).Standalone());
    }
}
