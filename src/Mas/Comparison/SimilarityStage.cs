using Mas.Interchange;
using Mas.Results.Records;
using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>Correlational similarity of every pair of recorded sites whose networks were shown the same sequences: natural latents at the
/// eligible positions of the first sequences that all of these networks get right.</summary>
internal static class SimilarityStage
{
    // Memory and time of most measures grow with its square.
    internal const int MostSamples = 2_000;

    private const string Key = "evaluation.similarity";

    /// <summary>The networks of a run at their sites, on its test sequences.</summary>
    /// <exception cref="InputException">No two networks can be compared.</exception>
    public static IReadOnlyList<MeasuredPair> Measure(ComparisonContext context, IReadOnlyList<string> measures)
    {
        IReadOnlyList<RecordedPool> pools = context.Data.Pools(Metrics.Test);
        RecordedSite[] sites = [.. context.Data.Networks.Zip(pools, (network, pool) => new RecordedSite(network, network.Site, pool))];
        return Measure(sites, new SimilarityQuestion(measures, (ulong)context.Experiment.Seed), context.Options, context.Stop);
    }

    /// <summary>Measure after measure, each with its pairs in the order of the sites; a measure with a direction has both. Where a
    /// measure has no value, the reason stands in its place.</summary>
    /// <exception cref="InputException">No two sites can be compared.</exception>
    public static IReadOnlyList<MeasuredPair> Measure(
        IReadOnlyList<RecordedSite> sites, SimilarityQuestion question, RunOptions options, CancellationToken stop)
    {
        RecordedSite[][] comparable =
            [.. sites.GroupBy(site => site.Pool.Sequences.Stimuli).Select(group => group.ToArray()).Where(group => group.Length > 1)];
        if (comparable.Length == 0)
            throw new InputException(
                "no two of the networks see the same sequences, so there is no similarity to measure; give them one task", key: Key);
        var pairs = new List<MeasuredPair>();
        foreach (RecordedSite[] group in comparable)
        {
            (int[] positions, int[] sequences) = Samples(group);
            var groups = new SampleGroups(sequences);
            using DisposableList<LatentsAtSite> latents = [.. group.Select(site => new LatentsAtSite(site, positions))];
            for (int m = 0; m < question.Measures.Count; m++)
            {
                stop.ThrowIfCancellationRequested();
                options.Progress(new RunProgress("similarity", m, question.Measures.Count, question.Measures[m]));
                SimilarityMeasure measure = SimilarityMeasures.Parse(question.Measures[m]);
                if (measure is CrossValidatedRegression)
                    measure = new CrossValidatedRegression(groups);
                pairs.AddRange(new MeasuredGroup(measure, latents, groups, question, options.Threads).Pairs());
            }
        }
        options.Progress(RunProgress.Finished("similarity", $"{pairs.Count} values"));
        return pairs;
    }

    /// <summary>What belongs beside the numbers, and why some are missing, each sentence once.</summary>
    public static IEnumerable<string> Warnings(IReadOnlyList<MeasuredPair> pairs) => pairs.SelectMany(pair => pair.Sentences).Distinct();

    // Flat positions, and the sequence of each. Whole sequences only.
    private static (int[] Positions, int[] Sequences) Samples(RecordedSite[] sites)
    {
        RecordedPool first = sites[0].Pool;
        var positions = new List<int>();
        var sequences = new List<int>();
        for (int q = 0; q < first.Sequences.Count; q++)
        {
            ReadOnlySpan<int> eligible = first.Sequences.Eligible(q);
            if (positions.Count + eligible.Length > MostSamples)
                break;
            if (!sites.All(site => site.Pool.Usable[q]))
                continue;
            foreach (int position in eligible)
            {
                positions.Add(first.Rows.Offsets[q] + position);
                sequences.Add(q);
            }
        }
        if (positions.Count > 0)
            return ([.. positions], [.. sequences]);
        string names = string.Join(" and ", sites.Select(site => site.Network.Name).Distinct());
        throw new InputException(
            $"no sequence of the task {first.Sequences.Source.Name} is one that {names} all get right, "
            + "so there is no similarity to measure", key: Key);
    }
}
