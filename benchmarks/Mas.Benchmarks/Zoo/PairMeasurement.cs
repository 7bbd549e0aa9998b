namespace Mas.Benchmarks.Zoo;

/// <summary>All measures of one pair of the zoo.</summary>
internal sealed class PairMeasurement(ZooSettings settings, OpenedZoo zoo)
{
    /// <summary>Measures it, on the calling thread.</summary>
    public PairResult Measure(ZooPair pair)
    {
        OpenedNetwork one = zoo[pair.One], other = zoo[pair.Other];
        // Fresh weights have no task of their own.
        if (pair.Other.Making == Making.Untrained)
            other = other with { Options = other.Options with { Task = one.Task }, Task = one.Task, SequenceTask = one.SequenceTask };
        return new PairResult(pair.Group.Name, pair.Group.IsAlike, pair.One.Name, pair.Other.Name,
            [.. Aligned(pair, one, other), .. Correlational(pair, one, other)]);
    }

    private IEnumerable<MeasuredValue> Aligned(ZooPair pair, OpenedNetwork one, OpenedNetwork other)
    {
        long began = Stopwatch.GetTimestamp();
        using var aligned = new PairAlignment(settings, pair.Name, one, other);
        double prepared = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (string, Func<double>)[] measures = [("mas", aligned.Mas), ("stitching", aligned.Stitching)];
        foreach ((string measure, Func<double> accuracy) in measures)
        {
            began = Stopwatch.GetTimestamp();
            double value = accuracy();
            yield return new MeasuredValue(measure, value, value, prepared + Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
    }

    private IEnumerable<MeasuredValue> Correlational(ZooPair pair, OpenedNetwork one, OpenedNetwork other)
    {
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
