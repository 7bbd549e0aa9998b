using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>Correlational similarity of every pair of recorded sites whose networks were shown the same sequences: natural latents at the
/// eligible positions of the first sequences that all of these networks get right.</summary>
internal static class SimilarityStage
{
    // Memory and time of most measures grow with its square.
    private const int MostSamples = 2_000;

    private const string Key = "evaluation.similarity";

    /// <summary>The networks of a run at their sites, on its test sequences.</summary>
    /// <exception cref="InputException">No two networks can be compared, or a measure has no value for one.</exception>
    public static IReadOnlyList<MeasuredPair> Measure(ComparisonContext context, IReadOnlyList<string> measures)
    {
        IReadOnlyList<RecordedPool> pools = context.Data.Pools(Metrics.Test);
        RecordedSite[] sites = [.. context.Data.Networks.Zip(pools, (network, pool) => new RecordedSite(network, network.Site, pool))];
        return Measure(sites, new SimilarityQuestion(measures, (ulong)context.Experiment.Seed), context.Options, context.Stop);
    }

    /// <summary>Measure after measure, each with its pairs in the order of the sites; a measure with a direction has both.</summary>
    /// <exception cref="InputException">No two sites can be compared, or a measure has no value for one.</exception>
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
            using DisposableList<Representation> representations = [.. group.Select(site => Latents(site, positions))];
            for (int m = 0; m < question.Measures.Count; m++)
            {
                stop.ThrowIfCancellationRequested();
                options.Progress(new RunProgress("similarity", m, question.Measures.Count, question.Measures[m]));
                SimilarityMeasure measure = SimilarityMeasures.Parse(question.Measures[m]);
                if (measure is CrossValidatedRegression)
                    measure = new CrossValidatedRegression(groups);
                pairs.AddRange(Measure(measure, group, representations, groups, question, options.Threads));
            }
        }
        options.Progress(RunProgress.Finished("similarity", $"{pairs.Count} values"));
        return pairs;
    }

    /// <summary>What belongs beside the numbers, each sentence once.</summary>
    public static IEnumerable<string> Warnings(IReadOnlyList<MeasuredPair> pairs) =>
        pairs.SelectMany(pair => pair.Result.Caveats).Distinct();

    private static MeasuredPair[] Measure(
        SimilarityMeasure measure, RecordedSite[] sites, List<Representation> representations, SampleGroups groups,
        SimilarityQuestion question, int threads)
    {
        var fitted = new Fitted[sites.Length];
        var ceilings = new NoiseCeiling?[sites.Length];
        SideBySide.Run(sites.Length, threads, k =>
        {
            fitted[k] = measure.Fit(representations[k]);
            bool hasHalves = question.Splits > 0 && representations[k].Width - representations[k].ConstantUnits.Count >= 2;
            ulong seed = SeededRandom.Derive(question.Seed, "noise ceiling", k);
            ceilings[k] = hasHalves ? NoiseCeiling.Of(measure, representations[k], question.Splits, seed) : null;
        });
        (int One, int Other)[] pairs = [.. from one in Enumerable.Range(0, sites.Length) from other in Enumerable.Range(0, sites.Length)
            where measure.IsSymmetric ? one < other : one != other select (one, other)];
        var measured = new MeasuredPair[pairs.Length];
        SideBySide.Run(pairs.Length, threads, p =>
        {
            (int one, int other) = pairs[p];
            SimilarityResult result = measure.Result(fitted[one], fitted[other], representations[one], representations[other]);
            PermutationNull? chance = question.Permutations == 0 ? null : PermutationNull.Of(
                measure, fitted[one], fitted[other], groups, question.Permutations, SeededRandom.Derive(question.Seed, "similarity"));
            measured[p] = new MeasuredPair(sites[one], sites[other], result, chance, ceilings[one], ceilings[other]);
        });
        foreach (Fitted one in fitted)
            one.Dispose();
        return measured;
    }

    private static Representation Latents(RecordedSite site, int[] positions)
    {
        using Tensor latents = site.Pool.Activity.Latents(positions);
        return new Representation(latents, site.Name);
    }

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

/// <summary>A network's natural activity at one of its sites, which need not be the network's own.</summary>
internal sealed record RecordedSite(OpenedNetwork Network, Site Site, RecordedPool Pool)
{
    /// <summary>What sentences call it.</summary>
    public string Name => $"{Network.Name} at {Site.Name}";
}

/// <summary>Which similarity is measured, and how.</summary>
/// <param name="Seed">Of permutations and splits.</param>
/// <param name="Permutations">Of the null; 0 for none.</param>
/// <param name="Splits">Random halves of the units for each noise ceiling; 0 for none.</param>
internal sealed record SimilarityQuestion(IReadOnlyList<string> Measures, ulong Seed, int Permutations = 0, int Splits = 0);

/// <summary>The similarity of two recorded sites, whose activity may be gone by then.</summary>
/// <param name="Source">The first; a measure with a direction goes from it.</param>
/// <param name="Result">The value, and what belongs beside it.</param>
/// <param name="Chance">What chance gives; null where it was not asked for.</param>
/// <param name="SourceCeiling">How alike two random halves of the first's units are; null where it was not asked for.</param>
/// <param name="TargetCeiling">The same of the second's.</param>
internal sealed record MeasuredPair(
    RecordedSite Source, RecordedSite Target, SimilarityResult Result, PermutationNull? Chance, NoiseCeiling? SourceCeiling,
    NoiseCeiling? TargetCeiling)
{
    /// <summary>As a row of <c>metrics.csv</c>.</summary>
    public MetricRow Row(string run) => new(
        run, null, null, Metrics.Test, "", null, Source.Network.Name, Target.Network.Name, Source.Site.Name, Target.Site.Name, "", false,
        Result.Measure, Result.Value);

    /// <summary>As evidence in <c>run.json</c>.</summary>
    public SimilarityValue Evidence()
    {
        SimilarityMeasure measure = SimilarityMeasures.Find(Result.Measure)!;
        return new(
            Result.Measure, Source.Network.Name, Source.Site.Name, Target.Network.Name, Target.Site.Name,
            Result.Value, measure.IsDistance, measure.IsSymmetric, Result.Samples);
    }
}
