namespace Mas.Results.Verdicts;

/// <summary>The answer in a word (<c>method.md</c> section 13). The rows below are tried in their order, for each two networks; the first
/// that applies is the word. All bounds are one-sided at 5 %, of the corrected trial IIA of the chosen alignment.</summary>
internal static class Verdict
{
    public const string Same = "same", Interchangeable = "interchangeable", Partly = "partly", Different = "different",
        Inconclusive = "inconclusive", None = "none";

    /// <summary>The method that is judged where the run has it.</summary>
    public const string Method = MethodName.Mas;

    /// <summary>The variable of a swap of the remainder, which must change nothing: a condition of the alignment and no result of its
    /// own.</summary>
    internal const string Extraneous = "extraneous";

    /// <summary>Thresholds where the experiment sets none.</summary>
    public const double DefaultSame = 0.9, DefaultDifferent = 0.5;

    // Causes that one can try in turn.
    private const int MostAdvice = 3;

    private static readonly IReadOnlyList<Func<JudgedPair, Ruling?>> s_rows =
    [
        DifferentByAlgorithm, NothingExchanged, AtAnInputSite, ReachedByTokens, DifferentByExchange, SameOne, InterchangeableOne, PartlyOne,
    ];

    /// <summary>The thresholds of a run, or where it has no verdict yet, those above.</summary>
    public static (double Same, double Different) Thresholds(RunRecord run) =>
        (run.Verdict?.Same ?? DefaultSame, run.Verdict?.Different ?? DefaultDifferent);

    /// <summary>The word for all pairs, with its scope and reasons.</summary>
    public static VerdictRecord Decide(VerdictBasis basis)
    {
        (JudgedPair Pair, Ruling Ruling)[] ruled = [.. basis.Pairs().Select(pair => (pair, Of(pair)))];
        Ruling ruling = ruled.Length switch
        {
            0 => new Ruling(None, "", [VerdictText.OneNetwork]),
            1 => ruled[0].Ruling,
            _ => OverPairs(ruled),
        };
        return new VerdictRecord(ruling.Word, ruling.Reasons, basis.Same, basis.Different)
        {
            Scope = ruling.Scope,
            Changes = ruling.Changes,
            Setting = ruled.Length == 0 ? "" : VerdictText.Setting([.. ruled.Select(one => one.Pair)]),
            Pairs = ruled.Length < 2 ? [] : [.. ruled.Select(one => new PairVerdict(
                one.Pair.First.Name, one.Pair.Second.Name, one.Ruling.Word, one.Ruling.Scope, one.Ruling.Reasons[0]))],
        };
    }

    /// <summary>Of a run of matrices of dissimilarities, in which nothing can be exchanged.</summary>
    public static VerdictRecord OfMatrices(double same, double different) => new(None, [VerdictText.Matrices], same, different);

    /// <summary>The directions that the verdict is about, at the largest size of each variable.</summary>
    public static IReadOnlyList<DirectionResult> Judged(IReadOnlyList<DirectionResult> directions) => Levels(directions).FirstOrDefault([]);

    /// <summary>The same at every size, from the largest down. Judged is MAS; without it CLMAS, and without that the first method between
    /// networks. The remainder is a condition of the alignment and is not judged.</summary>
    public static IEnumerable<IReadOnlyList<DirectionResult>> Levels(IReadOnlyList<DirectionResult> directions)
    {
        DirectionResult[] carried = [.. directions.Where(direction => direction.Variable != Extraneous)];
        string[] methods = [.. carried.Where(direction => !direction.IsWithin).Select(direction => direction.Method).Distinct()];
        string? judged = new[] { MethodName.Mas, MethodName.Clmas }.FirstOrDefault(methods.Contains) ?? methods.FirstOrDefault();
        IGrouping<string, DirectionResult>[] variables =
            [.. carried.Where(direction => direction.Method == judged).GroupBy(direction => direction.Variable)];
        int levels = variables.Select(variable => Sizes(variable).Length).DefaultIfEmpty(0).Max();
        for (int level = 0; level < levels; level++)
            yield return [.. variables.SelectMany(variable => variable.Where(direction =>
                direction.Size == Sizes(variable).ElementAtOrDefault(level)))];
    }

    private static int[] Sizes(IEnumerable<DirectionResult> variable) =>
        [.. variable.Select(direction => direction.Size).Distinct().OrderDescending()];

    private static Ruling Of(JudgedPair pair) => s_rows.Select(row => row(pair)).FirstOrDefault(ruling => ruling is not null)
        ?? new Ruling(Inconclusive, VerdictText.Exchanged(pair), VerdictText.Undecided(pair))
        { Changes = VerdictText.Deciding(pair, MostAdvice) };

    // Some causal model is passed by one network and failed by the other.
    private static Ruling? DifferentByAlgorithm(JudgedPair pair)
    {
        string[] apart = [.. pair.Models.Where(model => (pair.Word(pair.First, model), pair.Word(pair.Second, model)) is
            (AlgorithmVerdict.Passed, AlgorithmVerdict.Failed) or (AlgorithmVerdict.Failed, AlgorithmVerdict.Passed))];
        return apart.Length == 0 ? null
            : Ruling.ChangedByLast(Different, $"({string.Join(", ", apart)})", VerdictText.Algorithms(pair, apart[0]));
    }

    // No exchange between the networks was asked for.
    private static Ruling? NothingExchanged(JudgedPair pair) => pair.IsExchanged ? null : new Ruling(None, "", [VerdictText.NoExchange]);

    // A site whose latent follows from its own token and place: to exchange it is to replace tokens.
    private static Ruling? AtAnInputSite(JudgedPair pair) => pair.First.InputSite || pair.Second.InputSite
        ? Ruling.ChangedByLast(None, VerdictText.Exchanged(pair), VerdictText.InputSite(pair)) : null;

    // A null that knows the tokens or the answer alone reaches every direction between, where there is anything to reach.
    private static Ruling? ReachedByTokens(JudgedPair pair)
    {
        bool reachesSomething = pair.Between.Any(direction => direction.Chosen!.High >= pair.Basis.Different);
        string? reached = new[] { Metrics.InputOnly, Metrics.OutputOnly }.FirstOrDefault(control =>
            pair.Between.Count > 0 && pair.Between.All(direction => JudgedPair.ReachedBy(direction).Contains(control)));
        return reachesSomething && reached is not null
            ? Ruling.ChangedByLast(None, VerdictText.Exchanged(pair), VerdictText.ReachedByTokens(pair, reached)) : null;
    }

    // Each passes one model by itself, and nothing between them carries over, though a copy of each can be found at the same budget.
    private static Ruling? DifferentByExchange(JudgedPair pair)
    {
        ExchangedDirection[] between = [.. pair.Between.Where(direction => direction.Trained).Select(pair.Exchanged)];
        bool isTried = OtherMap.Tries.All(kind => pair.Tries(kind).Count > 0);
        bool isFound = new[] { pair.First, pair.Second }.All(network => pair.Copies(network) is { Count: > 0 } copies
            && copies.All(copy => copy.Bounds.Low >= pair.Basis.Same));
        return pair.Common.Count > 0 && isTried && isFound && !pair.Basis.Settings.EnergiesDiffer
            && ExchangeRule.AllStayBelow(between, pair.Basis.Different)
            ? Ruling.ChangedByLast(Different, VerdictText.Exchanged(pair), VerdictText.FoundNowhere(pair)) : null;
    }

    // Every direction reaches it, in all that is asked, and both pass one causal model.
    private static Ruling? SameOne(JudgedPair pair) =>
        !pair.AllReach ? null
        : pair.Common.Count > 0 ? Ruling.ChangedByLast(Same, $"as {Listed.Of(pair.Common)}", VerdictText.SameAs(pair))
        : VerdictText.NamesEveryVariable(pair)
            ? Ruling.ChangedByLast(Same, $"in {Listed.Of(pair.Variables)}", VerdictText.SameIn(pair)) : null;

    // The same, but no causal model has decided.
    private static Ruling? InterchangeableOne(JudgedPair pair) =>
        pair.AllReach ? new Ruling(Interchangeable, VerdictText.Exchanged(pair), VerdictText.HandedOver(pair))
        { Changes = VerdictText.Settling(pair) } : null;

    // Some direction between them reaches it, and some other does not.
    private static Ruling? PartlyOne(JudgedPair pair) =>
        pair.Missing.Count == 0 && !pair.Between.Any(direction => JudgedPair.ReachedBy(direction).Any())
        && ExchangeRule.SomeReach([.. pair.Between.Where(direction => direction.Trained).Select(pair.Exchanged)], pair.Basis.Same)
            ? new Ruling(Partly, VerdictText.Exchanged(pair), VerdictText.InPart(pair))
            { Changes = [VerdictText.InPartOverturned(pair), .. Advice.Of(pair).Take(MostAdvice)] } : null;

    private static Ruling OverPairs((JudgedPair Pair, Ruling Ruling)[] ruled)
    {
        string[] words = [.. ruled.Select(one => one.Ruling.Word).Distinct()];
        string[] scopes = [.. ruled.Select(one => one.Ruling.Scope).Distinct()];
        string word = words.Length == 1 ? words[0] : Partly;
        string scope = scopes.Length == 1 ? scopes[0] : words.Length == 1 ? "" : VerdictText.Exchanged(ruled[0].Pair);
        return new Ruling(word, scope, PairsText.Pairs(ruled, words.Length == 1))
        { Changes = words.Length == 1 ? PairsText.WeakestPair(ruled).Ruling.Changes : PairsText.Changes(ruled) };
    }
}

/// <summary>A word with what it is about and why.</summary>
/// <param name="Scope">In what it holds; in brackets the causal model that sets networks apart.</param>
/// <param name="Reasons">The answer, how sure it is, and conditions; at least one sentence.</param>
internal sealed record Ruling(string Word, string Scope, IReadOnlyList<string> Reasons)
{
    /// <summary>What would change the word: some of the reasons, and where the run leaves it open, what else might settle it.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The last of the reasons says what would change the word.</summary>
    public static Ruling ChangedByLast(string word, string scope, IReadOnlyList<string> reasons) =>
        new(word, scope, reasons) { Changes = [reasons[^1]] };
}
