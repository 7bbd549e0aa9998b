using System.Diagnostics;
using System.Text.Json;
using Mas.Networks.Bridged;
using Mas.Tasks;

namespace Mas.Benchmarks;

/// <summary><c>bridge</c>: a training step of a GRU in a Python process, through the pipe, and the same step in that Python without it, in
/// turn.</summary>
internal static class BridgeCommand
{
    private const int Batch = 128, Size = 32;
    private static readonly Option<int> s_steps = CommandParts.Option("--steps", "Measured steps of each", 30);
    private static readonly Option<int> s_warmUp = CommandParts.Option("--warm-up", "Steps of each before that", 3);

    public static Command Create() => new Command("bridge", "A training step of a model in Python, with and without the pipe")
    { s_steps, s_warmUp }.Does(parsed => Run(parsed.GetValue(s_steps), parsed.GetValue(s_warmUp)));

    private static void Run(int steps, int warmUp)
    {
        MachineLines.Print();
        NativeTorch.Load();
        SequenceTask task = KnownTasks.Named("multi-object")!;
        string folder = Directory.CreateTempSubdirectory("mas-bridge-").FullName;
        try
        {
            string model = Path.Combine(folder, "gru.py");
            string words = JsonSerializer.Serialize(task.Vocabulary.Words);
            File.WriteAllText(model, File.ReadAllText(Path.Combine(SourceTree.Root, "benchmarks", "Mas.Benchmarks", "Bridge.py"))
                .Replace("\"WORDS\"", words, StringComparison.Ordinal));
            using OpenedSource opened = new PythonNetwork("gru.py", model) { MayRun = true }.Open(
                new NetworkRequest { Name = "gru", Task = task, Say = Console.Error.WriteLine });
            Measure(opened.Network, task, model, steps, warmUp);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(Network network, SequenceTask task, string model, int steps, int warmUp)
    {
        var random = new SeededRandom(1);
        TokenRows pool = task.Rows(Batch, QuantityChoice.All, ref random);
        int[] last = [.. Enumerable.Range(0, Batch).Select(row => pool.Offsets[row] + 1 + row % (pool.Length(row) - 2))];
        var continuations = TokenRows.From([.. Enumerable.Range(0, Batch).Select(row => pool.Row((row + 1) % Batch)[2..].ToArray())]);
        using RunnableActivity activity = network.Record(pool, network.Sites[0]);
        using var targets = new ScoredTargets(
            activity.Prepare(new TargetRows(last, last, continuations)), [.. continuations.Tokens.Select(_ => true)]);
        File.WriteAllText(model + ".json", JsonSerializer.Serialize(Plain(pool, last, continuations, targets.Labels)));
        using Process plain = Start(model);
        double[] through = new double[steps], without = new double[steps];
        Tensor map = Device.Cpu.Eye(128, Size).requires_grad_(true), sources = activity.Latents([.. last.Reverse()]);
        double[] shares = [.. targets.Labels.Select(_ => 1.0 / targets.Labels.Length)];
        for (int step = -warmUp; step < steps; step++)
        {
            double one = Step(targets, map, sources, shares), other = Step(plain);
            if (step >= 0)
                (through[step], without[step]) = (one, other);
        }
        plain.StandardInput.Close();
        plain.WaitForExit();
        Console.WriteLine(Invariant($"GRU of width 128, {Batch} interventions of k = {Size}, {targets.PositionsRun} positions, one thread;")
            + Invariant($" {steps} steps after {warmUp} of warm-up, in turn; ms: median [quartiles]"));
        Console.WriteLine($"through the pipe, with the alignment  {Spread.Of(through).Text(1000)}");
        Console.WriteLine($"in that Python, without either        {Spread.Of(without).Text(1000)}");
        Console.WriteLine($"ratio of the steps of a round         {Spread.Of(through.Zip(without, (a, b) => a / b)).Text(1, "f2")}");
    }

    private static double Step(ScoredTargets targets, Tensor map, Tensor sources, double[] shares)
    {
        var watch = Stopwatch.StartNew();
        using var scope = NewDisposeScope();
        ScoredRun run = targets.Run((latents, entries) => latents + (sources.Rows(entries) - latents).mm(map).mm(map.t()), shares);
        run.Surrogate!.backward();
        map.grad = null;
        return watch.Elapsed.TotalSeconds;
    }

    private static double Step(Process plain)
    {
        plain.StandardInput.WriteLine();
        return double.Parse(plain.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    private static Process Start(string model)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("MAS_PYTHON") ?? "python3", [model, model + ".json"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PYTHONPATH"] = Path.Combine(SourceTree.Root, "python");
        start.Environment["OMP_NUM_THREADS"] = "1";
        return Process.Start(start)!;
    }

    // Ids and lengths, where latents are replaced, and where which label is scored: as many tokens as a target runs.
    private static object[] Plain(TokenRows pool, int[] last, TokenRows continuations, long[] labels)
    {
        int[] prefixes = [.. last.Select((position, row) => position - pool.Offsets[row] + 1)];
        int[] lengths = [.. prefixes.Select((prefix, row) => prefix + continuations.Length(row) - 1)];
        int time = lengths.Max();
        int[][] ids = [.. lengths.Select((length, row) => (int[])[.. pool.Row(row)[..prefixes[row]], .. continuations.Row(row)[..^1],
            .. new int[time - length]])];
        (int Row, int Step)[] scored = [.. from row in Enumerable.Range(0, last.Length)
            from step in Enumerable.Range(0, continuations.Length(row)) select (row, prefixes[row] - 1 + step)];
        return [ids, lengths, prefixes.Select((prefix, row) => row * time + prefix - 1), scored.Select(one => one.Row),
            scored.Select(one => one.Step), labels];
    }
}
