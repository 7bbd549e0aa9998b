namespace Mas.Benchmarks.Zoo;

/// <summary>All measures of one pair of the zoo.</summary>
internal sealed class PairMeasurement(ZooSettings settings, OpenedZoo zoo, PairRun runs)
{
    /// <summary>Measures it, on the calling thread.</summary>
    public PairResult Measure(ZooPair pair)
    {
        (ZooVerdict verdict, IReadOnlyList<MeasuredValue> aligned) = runs.Compare(pair);
        return new PairResult(pair.Group.Name, pair.Group.IsAlike, pair.One.Name, pair.Other.Name, verdict,
            [.. aligned, runs.Stitch(pair), .. Correlational(pair)]);
    }

    private IEnumerable<MeasuredValue> Correlational(ZooPair pair)
    {
        OpenedNetwork one = zoo[pair.One], other = zoo[pair.Other];
        long began = Stopwatch.GetTimestamp();
        var sequences = new SequencePool(one.SequenceTask, ZooSettings.Seed, Metrics.Test, settings.Samples);
        bool isOfTwoTasks = pair.One.Task != pair.Other.Task && pair.Other.Making != Making.Untrained;
        using var shown = new ShownPair(sequences, settings.Samples, onlyDemonstration: isOfTwoTasks, one, other);
        double prepared = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (string name in ZooSettings.Correlational)
        {
            began = Stopwatch.GetTimestamp();
            (double value, double similarity) = shown.Compare(name);
            yield return new MeasuredValue(name, value, similarity, prepared + Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
    }
}
