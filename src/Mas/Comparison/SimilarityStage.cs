using Mas.Interchange;
using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>Correlational similarity of every pair of recorded sites whose networks were shown the same sequences: natural latents at the
/// eligible positions of the first sequences that all of these networks get right.</summary>
internal static class SimilarityStage
{
    // Memory and time of most measures grow with its square.
    private const int MostSamples = 2_000;

    /// <summary>Measure after measure, each with its pairs in the order of the sites; a measure with a direction has both.</summary>
    /// <param name="sites">What is compared.</param>
    /// <param name="question">With which measures.</param>
    /// <param name="options">Threads and progress.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="InputException">No two sites can be compared, or a measure has no value for one.</exception>
    public static IReadOnlyList<MeasuredPair> Measure(
        IReadOnlyList<RecordedSite> sites, SimilarityQuestion question, RunOptions options, CancellationToken stop)
    {
        RecordedSite[][] comparable = [.. sites.GroupBy(site => site.Pool.Sequences.Stimuli).Where(group => group.Count() > 1).Select(group => group.ToArray())];
        if (comparable.Length == 0)
            throw new InputException("no two of the networks see the same sequences, so there is no similarity to measure; give them one task", key: "evaluation.similarity");
        var pairs = new List<MeasuredPair>();
        foreach (RecordedSite[] group in comparable)
        {
            (int[] positions, int[] sequences) = Samples(group);
            var groups = new SampleGroups(sequences);
            Representation[] representations = [.. group.Select(site => Latents(site, positions))];
            for (int m = 0; m < question.Measures.Count; m++)
            {
                stop.ThrowIfCancellationRequested();
                options.Progress(new RunProgress("similarity", m, question.Measures.Count, question.Measures[m]));
                SimilarityMeasure measure = SimilarityMeasures.Parse(question.Measures[m]);
                if (measure is CrossValidatedRegression)
                    measure = new CrossValidatedRegression(groups);
                pairs.AddRange(Measure(measure, group, representations, groups, question, options.Threads));
            }
            foreach (Representation representation in representations)
                representation.Dispose();
        }
        options.Progress(RunProgress.Finished("similarity", $"{pairs.Count} values"));
        return pairs;
    }

    /// <summary>What belongs beside the numbers, each sentence once.</summary>
    public static IEnumerable<string> Warnings(IReadOnlyList<MeasuredPair> pairs) => pairs.SelectMany(pair => pair.Result.Caveats).Distinct();

    private static MeasuredPair[] Measure(
        SimilarityMeasure measure, RecordedSite[] sites, Representation[] representations, SampleGroups groups, SimilarityQuestion question, int threads)
    {
        var fitted = new Fitted[sites.Length];
        var ceilings = new NoiseCeiling?[sites.Length];
        SideBySide.Run(sites.Length, threads, k =>
        {
            fitted[k] = measure.Fit(representations[k]);
            ceilings[k] = question.Splits == 0 || representations[k].Width - representations[k].ConstantUnits.Count < 2 ? null : NoiseCeiling.Of(measure, representations[k], question.Splits, SeededRandom.Derive(question.Seed, "noise ceiling", k));
        });
        (int One, int Other)[] pairs =
        [
            .. from one in Enumerable.Range(0, sites.Length)
               from other in Enumerable.Range(0, sites.Length)
               where measure.IsSymmetric ? one < other : one != other
               select (one, other),
        ];
        var measured = new MeasuredPair[pairs.Length];
        SideBySide.Run(pairs.Length, threads, p =>
        {
            (int one, int other) = pairs[p];
            SimilarityResult result = measure.Result(fitted[one], fitted[other], representations[one], representations[other]);
            PermutationNull? chance = question.Permutations == 0 ? null : PermutationNull.Of(measure, fitted[one], fitted[other], groups, question.Permutations, SeededRandom.Derive(question.Seed, "similarity"));
            measured[p] = new MeasuredPair(sites[one].Network.Name, sites[one].Site.Name, sites[other].Network.Name, sites[other].Site.Name, result, chance, ceilings[one], ceilings[other]);
        });
        foreach (Fitted one in fitted)
            one.Dispose();
        return measured;
    }

    private static Representation Latents(RecordedSite site, int[] positions)
    {
        using TorchSharp.torch.Tensor latents = site.Pool.Activity.Latents(positions);
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
        return positions.Count > 0
            ? ([.. positions], [.. sequences])
            : throw new InputException($"no sequence of the task {first.Sequences.Source.Name} is one that {string.Join(" and ", sites.Select(site => site.Network.Name).Distinct())} all get right, so there is no similarity to measure", key: "evaluation.similarity");
    }
}
