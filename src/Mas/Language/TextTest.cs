using Mas.Alignments;
using Mas.Comparison;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Language;

/// <summary>The test pairs of a case, and every control on them.</summary>
/// <param name="threads">Passes side by side.</param>
internal sealed class TextTest(PreparedTexts prepared, IReadOnlyList<string> controls, ulong dataSeed, int threads)
{
    public const int PairsPerPass = 16; // bounds memory, not results

    private IReadOnlyList<Direction> Directions => prepared.Tested;

    /// <summary>What depends on no alignment, by control: [tested directions], null where a control says nothing of a direction.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TextOutcome?>> Unaligned()
    {
        var found = new Dictionary<string, IReadOnlyList<TextOutcome?>>();
        if (controls.Contains(Metrics.NoSwap))
            found[Metrics.NoSwap] = Run(null, prepared.Test, prepared.ReplacesAll);
        if (controls.Contains(Metrics.FullExchange) || controls.Contains(Metrics.IdentityMap))
        {
            // Position 0 too, so that within a network nothing of the target is left. Between networks it is no ceiling, but the rival of
            // the alignment; it needs one width.
            Intervention[][] all = [.. prepared.Test.Select(own => own.Select(one => one with { FirstPosition = 0 }).ToArray())];
            TextOutcome[] whole = Run(Whole(), all, replacesAll: true);
            if (controls.Contains(Metrics.FullExchange))
                found[Metrics.FullExchange] = [.. Directions.Zip(whole, (one, outcome) => one.IsWithin ? outcome : null)];
            if (controls.Contains(Metrics.IdentityMap))
                found[Metrics.IdentityMap] =
                    [.. Directions.Zip(whole, (one, outcome) => one.IsWithin || !IsOneWidth(one) ? null : outcome)];
        }
        return found;
    }

    /// <summary>The test of one alignment, [tested directions].</summary>
    public TextOutcome[] Of(LearnedMaps maps) => Run(maps.Hard(), prepared.Test, prepared.ReplacesAll);

    /// <summary>The figure with later tokens, [tested directions]: share of all labels that the target predicts.</summary>
    /// <param name="maps">Null leaves the target unchanged.</param>
    public double[] Later(LearnedMaps? maps)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        InterchangeData data = prepared.Site.Data(Directions, prepared.Later, prepared.ReplacesAll);
        return [.. new InterchangeEngine(data, threads, PairsPerPass).Evaluate(maps?.Hard()).Select(outcome => outcome.TokenIia)];
    }

    /// <summary>Controls beside one alignment.</summary>
    /// <param name="random">Random maps of its size.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<TextOutcome?>> Beside(LearnedMaps maps, LearnedMaps random)
    {
        var found = new Dictionary<string, IReadOnlyList<TextOutcome?>>();
        if (controls.Contains(Metrics.RandomOrthogonal))
            found[Metrics.RandomOrthogonal] = [.. Directions.Zip(
                Run(random.Hard(), prepared.Test, prepared.ReplacesAll), (one, outcome) => IsWholeWithin(one) ? null : outcome)];
        if (controls.Contains(Metrics.Shuffled))
            found[Metrics.Shuffled] = Run(
                maps.Hard(), [.. prepared.Test.Select(own => ShuffledPairing.Of(own, dataSeed))], prepared.ReplacesAll);
        if (controls.Contains(Metrics.InputOnly))
            found[Metrics.InputOnly] = InputOnly(maps);
        return found;
    }

    // Of the source only its tokens: each latent is the mean of those of its token in the training texts.
    private TextOutcome?[] InputOnly(LearnedMaps maps)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        TextSite site = prepared.Site;
        using DisposableList<MeanLatents> means = [.. Enumerable.Range(0, site.Pools.Count).Select(Means)];
        int[][] kept = [.. Directions.Zip(prepared.Test, (one, pairs) =>
            new ReplacedSources(Metrics.InputOnly, means).Kept(one.Source, pairs, site.Pools[one.Source].Rows.Offsets))];
        InterchangeData data = site.Data(Directions, [.. prepared.Test.Zip(kept, Chosen)], prepared.ReplacesAll) with { Sources = means };
        RouteOutcome[] outcomes = new InterchangeEngine(data, threads, PairsPerPass).Evaluate(maps.Hard());
        return [.. outcomes.Zip(kept, (outcome, own) => own.Length == 0 ? null : TextOutcome.Of(outcome, own.Length) with { Kept = own })];
    }

    private static IReadOnlyList<Intervention> Chosen(IReadOnlyList<Intervention> pairs, int[] kept) => [.. kept.Select(i => pairs[i])];

    private MeanLatents Means(int model)
    {
        TextPool pool = prepared.Site.Pools[model];
        int[] trained = [.. prepared.Site.Texts[Metrics.Train].SelectMany(text => Enumerable.Range(text * pool.Length, pool.Length))];
        int[] read = [.. prepared.Site.Texts[Metrics.Test].SelectMany(text => Enumerable.Range(text * pool.Length, pool.Length))];
        return MeanLatents.OfTokens(pool.Activity, pool.Rows, trained, read);
    }

    // Random matrices of full width make the same exchange as any others.
    private bool IsWholeWithin(Direction one) =>
        one.IsWithin && prepared.Case.Sizes[0] == prepared.Site.Pools[one.Target].Activity.Width;

    private bool IsOneWidth(Direction one) =>
        prepared.Site.Pools[one.Source].Activity.Width == prepared.Site.Pools[one.Target].Activity.Width;

    private StepMaps Whole() => new([.. prepared.Site.Pools.Select(pool => new WholeLatent(pool.Activity.Width))]);

    private TextOutcome[] Run(StepMaps? maps, IReadOnlyList<IReadOnlyList<Intervention>> pairs, bool replacesAll)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        InterchangeData data = prepared.Site.Data(Directions, pairs, replacesAll);
        RouteOutcome[] outcomes = new InterchangeEngine(data, threads, PairsPerPass).Evaluate(maps);
        return [.. outcomes.Zip(pairs, (outcome, own) => TextOutcome.Of(outcome, own.Count))];
    }
}
