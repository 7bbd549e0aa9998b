using Mas.Comparison;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Language;

/// <summary>The test pairs of a case, and the controls that need its alignments.</summary>
internal sealed class TextTest(PreparedTexts prepared, IReadOnlyList<string> controls, ulong dataSeed, TextPasses passes)
{
    private static readonly string[] s_beside = [Metrics.RandomOrthogonal, Metrics.Shuffled, Metrics.InputOnly];

    /// <summary>Evaluations that a test with its controls takes.</summary>
    public static int Evaluations(IReadOnlyList<string> controls) => 2 + controls.Intersect(s_beside).Count();

    private IReadOnlyList<Direction> Directions => prepared.Tested;

    /// <summary>The test of one alignment, [tested directions].</summary>
    public TextOutcome[] Of(LearnedMaps maps) => Run(maps.Hard(), prepared.Test);

    /// <summary>Its figure with later tokens, [tested directions].</summary>
    public double[] Later(LearnedMaps maps) =>
        [.. passes.Evaluate(Data(prepared.Later), maps.Hard()).Select(outcome => outcome.TokenIia)];

    /// <summary>Controls beside one alignment.</summary>
    /// <param name="random">Random maps of its size.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<TextOutcome?>> Beside(LearnedMaps maps, LearnedMaps random)
    {
        var found = new Dictionary<string, IReadOnlyList<TextOutcome?>>();
        if (controls.Contains(Metrics.RandomOrthogonal))
            found[Metrics.RandomOrthogonal] = [.. Directions.Zip(
                Run(random.Hard(), prepared.Test), (one, outcome) => IsWholeWithin(one) ? null : outcome)];
        if (controls.Contains(Metrics.Shuffled))
            found[Metrics.Shuffled] = Run(maps.Hard(), [.. prepared.Test.Select(own => ShuffledPairing.Of(own, dataSeed))]);
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
        InterchangeData data = Data([.. prepared.Test.Zip(kept, Chosen)]) with { Sources = means };
        RouteOutcome[] outcomes = passes.Evaluate(data, maps.Hard());
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

    private InterchangeData Data(IReadOnlyList<IReadOnlyList<Intervention>> pairs) =>
        prepared.Site.Data(Directions, pairs, prepared.ReplacesAll);

    private TextOutcome[] Run(StepMaps maps, IReadOnlyList<IReadOnlyList<Intervention>> pairs) =>
        TextOutcome.Of(passes.Evaluate(Data(pairs), maps), pairs);
}
