using Mas.Interchange;
using Mas.Results.Records;
using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>Correlational similarity of every pair of recorded sites that can be compared.</summary>
internal static class SimilarityStage
{
    /// <summary>The key of the experiment file that asks for it.</summary>
    internal const string Key = "evaluation.similarity";

    // Memory and time of most measures grow with its square.
    internal const int MostSamples = 2_000;

    /// <summary>The networks of a run at their sites, on its test sequences.</summary>
    /// <exception cref="InputException">No two networks can be compared.</exception>
    public static IReadOnlyList<MeasuredPair> Measure(ComparisonContext context, IReadOnlyList<string> measures)
    {
        IReadOnlyList<RecordedPool> pools = context.Data.Pools(Metrics.Test);
        RecordedSite[] sites = [.. context.Data.Networks.Zip(pools, (network, pool) => new RecordedSite(network, network.Site, pool))];
        return Measure(sites, SimilarityQuestion.Of(context.Experiment, measures), context.Options, context.Stop);
    }

    /// <summary>Measure after measure, each with its pairs in the order of the sites; a measure with a direction has both. Where a
    /// measure has no value, the reason stands in its place.</summary>
    /// <exception cref="InputException">No two sites can be compared.</exception>
    public static IReadOnlyList<MeasuredPair> Measure(
        IReadOnlyList<RecordedSite> sites, SimilarityQuestion question, RunOptions options, CancellationToken stop)
    {
        string byValue = sites.Any(site => site.IsOfTrials) ? " or have a variable in common" : "";
        return Measure(ComparedSites.Of(sites, question), question, options, stop) is { Count: > 0 } pairs ? pairs
            : throw new InputException(
                $"no two of the networks see the same sequences{byValue}, so there is no similarity to measure; give them one task",
                key: Key);
    }

    /// <summary>The same of sites whose rows are known to correspond; of several comparisons one after the other.</summary>
    /// <param name="comparisons">Each is made when its turn comes, and let go of after it.</param>
    public static IReadOnlyList<MeasuredPair> Measure(
        IEnumerable<ComparedSites> comparisons, SimilarityQuestion question, RunOptions options, CancellationToken stop)
    {
        var pairs = new List<MeasuredPair>();
        foreach (ComparedSites compared in comparisons)
            using (compared)
                for (int m = 0; m < question.Measures.Count; m++)
                {
                    stop.ThrowIfCancellationRequested();
                    options.Progress(new RunProgress("similarity", m, question.Measures.Count, question.Measures[m]));
                    SimilarityMeasure measure = Measure(question.Measures[m], compared.Groups);
                    pairs.AddRange(new MeasuredGroup(measure, compared, question, options.Threads).Pairs());
                }
        if (pairs.Count > 0)
            options.Progress(RunProgress.Finished("similarity", $"{pairs.Count} values"));
        return pairs;
    }

    private static SimilarityMeasure Measure(string name, SampleGroups groups)
    {
        SimilarityMeasure measure = SimilarityMeasures.Parse(name);
        return measure is CrossValidatedRegression ? new CrossValidatedRegression(groups) : measure;
    }

    /// <summary>What belongs beside the numbers, and why some are missing, each sentence once.</summary>
    public static IEnumerable<string> Warnings(IReadOnlyList<MeasuredPair> pairs) => pairs.SelectMany(pair => pair.Sentences).Distinct();
}
