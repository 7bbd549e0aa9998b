using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>One measure of all pairs of sites whose rows correspond.</summary>
internal sealed class MeasuredGroup(
    SimilarityMeasure measure, ComparedSites compared, SimilarityQuestion question, int threads)
{
    private readonly IReadOnlyList<LatentsAtSite> _latents = compared.Latents;
    private readonly SampleGroups _groups = compared.Groups;
    private readonly double?[] _halves = [.. compared.Halves.Select(one => one?.Ceiling(measure))];

    /// <summary>In the order of the sites; a measure with a direction has both.</summary>
    public IReadOnlyList<MeasuredPair> Pairs()
    {
        var fitted = new FittedSite[_latents.Count];
        SideBySide.Run(_latents.Count, threads, k => fitted[k] = Fit(k));
        (int One, int Other)[] pairs =
            [.. from one in Enumerable.Range(0, _latents.Count) from other in Enumerable.Range(0, _latents.Count)
                where (measure.IsSymmetric ? one < other : one != other) && compared.Asks(one, other) select (one, other)];
        var measured = new MeasuredPair[pairs.Length];
        SideBySide.Run(pairs.Length, threads, p => measured[p] = Completed(
            Measure(fitted[pairs[p].One], fitted[pairs[p].Other]), pairs[p].One, pairs[p].Other));
        foreach (FittedSite site in fitted)
            site.Fitted?.Dispose();
        return measured;
    }

    // With what is said of its rows, and how far recordings agree with themselves.
    private MeasuredPair Completed(MeasuredPair pair, int one, int other)
    {
        IEnumerable<string?> sentences = [compared.Sentence, Ceiling(one), Ceiling(other)];
        SimilarityResult result = pair.Result with { Caveats = [.. pair.Result.Caveats, .. sentences.OfType<string>()] };
        return pair with
        {
            Result = result,
            Rows = compared.Sentence,
            SourceHalves = _halves[one],
            TargetHalves = _halves[other],
        };
    }

    private string? Ceiling(int site) => _halves[site] is not double halves ? null
        : Invariant($"Two halves of the trials of {_latents[site].Site.Name} agree by {halves:f2} in {measure.Name} (class means, ")
            + $"corrected by Spearman and Brown, {TrialHalves.Splits} splits): its noise ceiling there.";

    private FittedSite Fit(int k)
    {
        LatentsAtSite site = _latents[k];
        if (site.Representation is not { } representation)
            return new(site, null, null) { Reason = site.Reason };
        _ = representation.Distinct; // found here, so that pairs on several threads only read it
        try
        {
            return WithCeiling(new(site, measure.Fit(representation), null), representation, k);
        }
        catch (InputException error)
        {
            return new(site, null, null) { Reason = $"{measure.Name} has no value: {error.Message}." };
        }
    }

    // Halves may be too narrow for a measure that the whole is wide enough for.
    private FittedSite WithCeiling(FittedSite site, Representation representation, int k)
    {
        if (question.Splits == 0 || representation.Width - representation.ConstantUnits.Count < 2)
            return site;
        ulong seed = SeededRandom.Derive(question.Seed, "noise ceiling", k);
        try
        {
            return site with { Ceiling = NoiseCeiling.Of(measure, representation, question.Splits, seed) };
        }
        catch (InputException error)
        {
            return site with { Caveat = $"{measure.Name} has no noise ceiling: {error.Message}." };
        }
    }

    private MeasuredPair Measure(FittedSite one, FittedSite other)
    {
        if ((one.Reason ?? other.Reason) is { } reason)
            return new(one.Site, other.Site, Without(one.Latents, other.Latents, reason), null, one.Ceiling, other.Ceiling);
        SimilarityResult result =
            measure.Result(one.Fitted!, other.Fitted!, one.Latents.Representation!, other.Latents.Representation!);
        result = result with { Caveats = [.. result.Caveats, .. new[] { one.Caveat, other.Caveat }.OfType<string>()] };
        PermutationNull? chance = result.Value is double value ? Chance(one, other, value) : null;
        return new(one.Site, other.Site, result, chance, one.Ceiling, other.Ceiling);
    }

    private SimilarityResult Without(LatentsAtSite one, LatentsAtSite other, string reason)
    {
        int[] distinct = [.. new[] { one, other }.Select(site => site.Representation?.Distinct.Count ?? 1)];
        return new(measure.Name, null, one.Samples, distinct.Min(), one.Site.Width, other.Site.Width, []) { Reason = reason };
    }

    private PermutationNull? Chance(FittedSite one, FittedSite other, double value)
    {
        if (question.Permutations == 0)
            return null;
        ulong seed = SeededRandom.Derive(question.Seed, "similarity");
        (Representation first, Representation second) = (one.Latents.Representation!, other.Latents.Representation!);
        if (Math.Min(first.Distinct.Count, second.Distinct.Count) >= _groups.Count)
            return PermutationNull.Of(measure, one.Fitted!, other.Fitted!, _groups, question.Permutations, seed);
        return first.Distinct.Count < second.Distinct.Count
            ? PermutationNull.OfLatents(measure, first, other.Fitted!, value, isFirst: true, question.Permutations, seed)
            : PermutationNull.OfLatents(measure, second, one.Fitted!, value, isFirst: false, question.Permutations, seed);
    }

    private sealed record FittedSite(LatentsAtSite Latents, Fitted? Fitted, NoiseCeiling? Ceiling)
    {
        /// <summary>Why there is no value.</summary>
        public string? Reason { get; init; }

        /// <summary>Why there is no ceiling.</summary>
        public string? Caveat { get; init; }

        public ComparedSite Site => Latents.Site;
    }
}
