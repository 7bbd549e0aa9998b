using Mas.Interchange;
using Mas.Similarity;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>Sites whose latents are compared row by row: at the same positions of the same sequences, or as means of the same
/// values.</summary>
/// <param name="Latents">[sites] of one network two where it is read at two places.</param>
/// <param name="Groups">Which rows belong together.</param>
/// <param name="Sentence">What the rows are, where they are no positions; null where they are.</param>
internal sealed record ComparedSites(DisposableList<LatentsAtSite> Latents, SampleGroups Groups, string? Sentence) : IDisposable
{
    /// <summary>[sites] of a recording how it agrees with itself; null of a network.</summary>
    public IReadOnlyList<TrialHalves?> Halves { get; init; } = [.. Latents.Select(_ => (TrialHalves?)null)];

    /// <summary>Whether two of the sites are compared here: beside a recording, networks are compared with it alone.</summary>
    public bool Asks(int one, int other) => Halves[one] is not null || Halves[other] is not null || Halves.All(halves => halves is null);

    /// <summary>Everything that can be compared. A recording takes part with all its trials: position for position where both saw the same,
    /// and else by the values of variables.</summary>
    public static IEnumerable<ComparedSites> Of(IReadOnlyList<RecordedSite> sites, SimilarityQuestion question)
    {
        RecordedSite[] networks = [.. sites.Where(site => !site.IsOfTrials)];
        foreach (IGrouping<PoolStimuli, RecordedSite> alike in networks.GroupBy(site => site.Pool.Sequences.Stimuli))
            if (alike.Count() > 1)
                yield return Positionwise([.. alike], new Dictionary<RecordedSite, TrialHalves>());
        using DisposableList<RecordedPool> pools = [];
        RecordedSite[] recordings = [.. sites.Where(site => site.IsOfTrials).Select(site => site.OnAllTrials(pools))];
        Dictionary<RecordedSite, TrialHalves> halves = recordings.ToDictionary(site => site, site => new TrialHalves(site, question.Seed));
        foreach (IGrouping<PoolStimuli, RecordedSite> alike in recordings.GroupBy(site => site.Pool.Sequences.Stimuli))
        {
            RecordedSite first = alike.First();
            RecordedSite[] shown = [.. networks.Where(site => site.CanBeShown(first)).Select(site => site.On(first, pools))];
            if (alike.Count() + shown.Length > 1)
                yield return Positionwise([.. alike, .. shown], halves);
        }
        foreach ((RecordedSite one, RecordedSite other) in Others(recordings, networks))
            if (Corresponding(one.Pool.Sequences.Task, other.Pool.Sequences.Task, question.Exchanged(one.Network, other.Network))
                is { Count: > 0 } pairs)
                yield return ByValue(one, other, pairs) with { Halves = [halves[one], halves.GetValueOrDefault(other)] };
    }

    // Pairs with a recording that did not see the same.
    private static IEnumerable<(RecordedSite One, RecordedSite Other)> Others(RecordedSite[] recordings, RecordedSite[] networks) =>
        from k in Enumerable.Range(0, recordings.Length)
        from other in recordings[(k + 1)..].Where(other => other.Pool.Sequences.Stimuli != recordings[k].Pool.Sequences.Stimuli)
            .Concat(networks.Where(network => !network.CanBeShown(recordings[k])))
        select (recordings[k], other);

    private static ComparedSites Positionwise(RecordedSite[] sites, IReadOnlyDictionary<RecordedSite, TrialHalves> halves)
    {
        (int[] positions, int[] sequences) = Samples(sites);
        return new([.. sites.Select(site => LatentsAtSite.At(site, positions))], new SampleGroups(sequences), null)
        {
            Halves = [.. sites.Select(halves.GetValueOrDefault)],
        };
    }

    /// <summary>Two sites by the mean latents of the values that both have.</summary>
    /// <param name="pairs">Index of a variable of the first and of the one of the second that it is compared with.</param>
    public static ComparedSites ByValue(RecordedSite one, RecordedSite other, IReadOnlyList<(int One, int Other)> pairs)
    {
        ClassMeans first = ClassMeans.Of(one.Pool, [.. pairs.Select(pair => pair.One)]);
        ClassMeans second = ClassMeans.Of(other.Pool, [.. pairs.Select(pair => pair.Other)]);
        ValueKey[] shared = Correspondence.ByValue(first.Means, second.Means);
        string names = Listed.Of([.. pairs.Select(pair => one.Pool.Sequences.Task.Variables[pair.One].Name)]);
        return new(
            [Means(one, first, shared), Means(other, second, shared)], new SampleGroups([.. Enumerable.Range(0, shared.Length)]),
            $"{one.Name} and {other.Name} did not see the same sequences: each row is the mean of all latents with one value of {names}, "
                + $"and {shared.Length} values occur in both.");

        static LatentsAtSite Means(RecordedSite site, ClassMeans means, ValueKey[] shared)
        {
            using Tensor rows = means.Rows(shared);
            return new LatentsAtSite(site.Place, rows);
        }
    }

    /// <summary>Variables of two networks that correspond: those that the experiment exchanges between them, where values of both are of
    /// one kind.</summary>
    public static IReadOnlyList<(int One, int Other)> Corresponding(
        SequenceTask one, SequenceTask other, IEnumerable<(string One, string Other)> exchanged)
    {
        int Index(SequenceTask task, string name) => task.Variables.Select(variable => variable.Name).ToList().IndexOf(name);
        IEnumerable<(string, string)> names = exchanged.SelectMany(pair => pair is (Causal.CausalVariable.Full, Causal.CausalVariable.Full)
            ? one.Variables.Select(variable => (variable.Name, variable.Name)) : [pair]);
        return [.. names.Distinct().Select(pair => (One: Index(one, pair.Item1), Other: Index(other, pair.Item2)))
            .Where(pair => pair is { One: >= 0, Other: >= 0 }
                && (one.Variables[pair.One].Labels ?? []).SequenceEqual(other.Variables[pair.Other].Labels ?? []))];
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
            if (positions.Count > 0 && positions.Count + eligible.Length > SimilarityStage.MostSamples)
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
            + "so there is no similarity to measure", key: SimilarityStage.Key);
    }

    public void Dispose() => Latents.Dispose();
}
