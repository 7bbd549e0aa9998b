namespace Mas.Benchmarks;

/// <summary><c>step</c>: one training step of the stored pair, engine and plain program in turn, so that noise hits all alike.</summary>
internal static class StepCommand
{
    private const ulong Seed = 1;
    private static readonly Option<int> s_steps = CommandParts.Option("--steps", "Measured steps of each", 100);
    private static readonly Option<int> s_warmUp = CommandParts.Option("--warm-up", "Steps of each before that", 20);
    private static readonly Option<int> s_threads = CommandParts.Threads("Threads of the second engine");

    public static Command Create() =>
        new Command("step", "One training step: engine with 1 and with several threads, plain program, arithmetic floor")
        { s_steps, s_warmUp, s_threads }
            .Does(parsed => Run(parsed.GetValue(s_steps), parsed.GetValue(s_warmUp), parsed.GetValue(s_threads)));

    private static void Run(int steps, int warmUp, int threads)
    {
        MachineLines.Print();
        using var pair = StoredNetworks.Pair();
        Agreement.Require(pair);
        int[] threadCounts = threads > 1 ? [1, threads] : [1];
        double[] peaks = [.. threadCounts.Select(count => Peak(pair, count))];
        double[][] times = Measure(pair, threadCounts, steps, warmUp);
        // Again afterwards, and the better of the two: a clock that slowed down must not flatter the share.
        peaks = [.. peaks.Zip(threadCounts, (before, count) => Math.Max(before, Peak(pair, count)))];
        Print(pair, threadCounts, peaks, times, warmUp);
    }

    // A step has one pass per target network: more threads than that have nothing to do.
    private static double Peak(StoredNetworks pair, int threads) => MatrixPeak.Measure(Math.Min(threads, pair.Weights.Length));

    /// <returns>[engines, then the plain step][steps] seconds.</returns>
    private static double[][] Measure(StoredNetworks pair, int[] threadCounts, int steps, int warmUp)
    {
        EngineSteps[] engines = [.. threadCounts.Select(count => new EngineSteps(pair, EngineSteps.Options, count, Seed))];
        using var plain = new PlainStep(pair, pair.Start(), Seed);
        try
        {
            Func<double>[] all = [.. engines.Select(engine => (Func<double>)engine.Next), plain.Next];
            double[][] times = [.. all.Select(_ => new double[steps])];
            for (int round = -warmUp; round < steps; round++)
            {
                for (int k = 0; k < all.Length; k++)
                {
                    double seconds = all[k]();
                    if (round >= 0)
                        times[k][round] = seconds;
                }
            }
            return times;
        }
        finally
        {
            foreach (EngineSteps engine in engines)
                engine.Dispose();
        }
    }

    private static void Print(StoredNetworks pair, int[] threadCounts, double[] peaks, double[][] times, int warmUp)
    {
        int steps = times[0].Length;
        var schedule = new BatchSchedule(Seed, [.. pair.Training.Interventions.Select(list => list.Count)], EngineSteps.Options.Batch);
        double operations =
            Enumerable.Range(warmUp, steps).Average(step => Arithmetic.OfStep(pair.Training, pair.Weights, schedule.At(step)));
        Console.WriteLine($"{pair.Training.Routes.Count} directions × {EngineSteps.Options.Batch} interventions, k = {pair.Size}, aligned "
            + $"start, Adam included; {steps} steps after {warmUp} of warm-up, in turn");
        Console.WriteLine(
            $"arithmetic of a step: {operations / 1e9:f2} GFLOP (matrix products of active rows, forward and backward, and head)");
        Console.WriteLine();
        Console.WriteLine(
            "                        ms: median [quartiles]        engine ÷ plain           peak GFLOP/s  floor ms  floor ÷ median");
        for (int k = 0; k < threadCounts.Length; k++)
        {
            Spread time = Spread.Of(times[k]), ratio = Spread.Of(times[k].Zip(times[^1], (own, plain) => own / plain));
            double floor = operations / peaks[k];
            Console.WriteLine($"engine, {threadCounts[k],2} thread{(threadCounts[k] > 1 ? "s" : " ")}      {time.Text(1000),-28}  "
                + $"{ratio.Text(1, "f4"),-24} {peaks[k] / 1e9,12:f1}  {1000 * floor,8:f1}  {100 * floor / time.Median,12:f0} %");
        }
        Console.WriteLine($"plain step, 1 thread    {Spread.Of(times[^1]).Text(1000),-28}");
        Console.WriteLine();
        Console.WriteLine("plain step: whole networks over whole padded sequences, square matrices, logits everywhere, no caching, plain "
            + "autograd, batched over the interventions of a direction");
        Console.WriteLine("engine ÷ plain: of the two steps of the same round, median over the rounds; peak: products of 1024 × 1024 "
            + "float32 on the threads that a step can use");
    }
}
