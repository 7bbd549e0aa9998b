using Mas.Analyses;
using Mas.Results.Store;

namespace Mas.Benchmarks.Zoo;

/// <summary>Whole runs of the product on a pair, each from an experiment file to its record.</summary>
internal sealed class PairRun(ZooExperiment experiments, RunOptions options)
{
    /// <summary>The verdict, with the default evidence, and the numbers of the alignment that it rests on.</summary>
    public (ZooVerdict Verdict, IReadOnlyList<MeasuredValue> Values) Compare(ZooPair pair)
    {
        RunRecord run = Run(pair, experiments.Compared(pair), KnownAnalyses.All);
        return (ZooVerdict.Of(run.Verdict!),
        [
            Value(ZooSettings.Mas, Worst(run, pair, isWithin: false), run), Value(ZooSettings.Self, Worst(run, pair, isWithin: true), run),
        ]);
    }

    public MeasuredValue Stitch(ZooPair pair)
    {
        // Its own controls are trained whatever a file says, and only a verdict needs them.
        RunRecord run = Run(pair, experiments.Stitched(pair), []);
        return Value(ZooSettings.Stitching, Worst(run, pair, isWithin: false), run);
    }

    private RunRecord Run(ZooPair pair, string text, IReadOnlyList<AnalysisDescription> known)
    {
        using var work = new TemporaryFolder();
        string file = work["pair.yaml"];
        File.WriteAllText(file, text);
        try
        {
            using RunFolder folder = RunFolder.Open(work["run"], resume: false);
            return ExperimentRunner.Run(ExperimentRunner.Read(file, known), folder, options, known, CancellationToken.None);
        }
        catch (Exception error) when (error is InputException or RunFailedException)
        {
            throw new RunFailedException($"the pair {pair.Name}: {error.Message}", error);
        }
    }

    private static MeasuredValue Value(string measure, double value, RunRecord run) => new(measure, value, value, run.Seconds);

    // (IIA − floor)/(1 − floor) in the worse of the directions between the two networks, or within them.
    private static double Worst(RunRecord run, ZooPair pair, bool isWithin) => run.Directions
        .Where(direction => direction.IsWithin == isWithin)
        .Min(direction => direction.Corrected ?? throw new RunFailedException(
            $"the pair {pair.Name}: no intervention from {direction.Source} into {direction.Target} changes what the target does, so "
            + "that there is nothing to measure"));
}
