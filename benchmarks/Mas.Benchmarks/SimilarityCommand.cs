using Mas.Similarity;

namespace Mas.Benchmarks;

/// <summary><c>similarity</c>: ten measures over ten resamples of whole sequences, nothing reused between resamples, and single measures on
/// large latents.</summary>
internal static class SimilarityCommand
{
    private const int Resamples = 10, SequenceLength = 10;
    private static readonly string[] s_ten =
    [
        "cka-linear", "cka-linear-debiased", "cka-rbf", "cka-rbf-debiased",
        .. from distance in (string[])["euclidean", "cosine", "correlation"]
           from correlation in (string[])["pearson", "spearman"]
           select $"rsa-{distance}-{correlation}",
    ];

    private static readonly string[] s_others =
    [
        "rsa-euclidean-kendall-tau-b", "cca", "svcca", "pwcca", "procrustes", "shape-0.5", "regression-r2", "regression-r2-cross-validated",
        "mutual-knn", "mas-paper-cka-cosine", "mas-paper-rsa-cosine-spearman",
    ];

    private static readonly Option<int> s_repeat = CommandParts.Option("--repeat", "Repetitions after one that is not counted", 5);
    private static readonly Option<bool> s_small = CommandParts.Small("Small latents, once");

    public static Command Create() =>
        new Command("similarity", "Correlational measures: ten over ten resamples, and each on large latents") { s_repeat, s_small }
            .Does(parsed => Run(parsed.GetValue(s_small), parsed.GetValue(s_small) ? 1 : parsed.GetValue(s_repeat)));

    private static void Run(bool small, int repeat)
    {
        MachineLines.Print();
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        Ten(small ? 100 : 1000, small ? 16 : 128, repeat);
        (int samples, int width) = small ? (200, 24) : (2000, 1536);
        Console.WriteLine($"\n{samples} × {width}, one thread, once, seconds");
        (Tensor one, Tensor other) = Related(samples, width);
        Console.WriteLine($"{"the ten together",-34} {Seconds(() => Score(one, other, s_ten)),8:f3}");
        foreach (string name in s_others)
            Console.WriteLine($"{name,-34} {Seconds(() => Score(one, other, [name])),8:f3}");
    }

    private static void Ten(int samples, int width, int repeat)
    {
        (Tensor one, Tensor other) = Related(samples, width);
        var sequences = new SampleGroups([.. Enumerable.Range(0, samples).Select(row => row / SequenceLength)]);
        Console.WriteLine($"{string.Join(", ", s_ten)}");
        Console.WriteLine($"{Resamples} resamples of {samples} × {width} and {samples} × {width}, float32, median [quartiles] of {repeat}");
        Console.WriteLine("threads  wall s                  processor s, all threads");
        foreach (int threads in (int[])[1, 2])
        {
            (double Wall, double Processor) Once()
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                double wall = Seconds(() => SideBySide.Run(Resamples, threads, i => Resampled(one, other, sequences.Resampled((ulong)i))));
                return (wall, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            }

            Once();
            (double Wall, double Processor)[] all = [.. Enumerable.Range(0, repeat).Select(_ => Once())];
            Console.WriteLine($"{threads,7}  {Spread.Of(all.Select(time => time.Wall)).Text(format: "f3"),-22}  "
                + Spread.Of(all.Select(time => time.Processor)).Text(format: "f3"));
        }
    }

    private static void Resampled(Tensor one, Tensor other, int[] rows)
    {
        using var scope = NewDisposeScope();
        Tensor chosen = Device.Cpu.Indices(rows);
        Score(one.index_select(0, chosen), other.index_select(0, chosen), s_ten);
    }

    private static void Score(Tensor one, Tensor other, string[] names)
    {
        using Representation first = new(one), second = new(other);
        foreach (string name in names)
        {
            SimilarityMeasure measure = SimilarityMeasures.Parse(name);
            using Fitted fittedOne = measure.Fit(first), fittedOther = measure.Fit(second);
            double value = measure.Score(fittedOne, fittedOther);
            if (!double.IsFinite(value))
                throw new InvalidOperationException($"{name} gave {value}.");
        }
    }

    private static (Tensor One, Tensor Other) Related(int samples, int width)
    {
        using var scope = NewDisposeScope();
        Tensor one = GaussianTensor.Of(1, 1, samples, width), map = GaussianTensor.Of(2, 1 / Math.Sqrt(width), width, width);
        Tensor other = one.mm(map) - GaussianTensor.Of(3, 1, samples, width);
        return (one.to_type(ScalarType.Float32).MoveToOuterDisposeScope(), other.to_type(ScalarType.Float32).MoveToOuterDisposeScope());
    }

    private static double Seconds(Action action)
    {
        long began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
