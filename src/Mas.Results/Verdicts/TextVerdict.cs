namespace Mas.Results.Verdicts;

/// <summary>The answer of a run of language models (<c>method.md</c> sections 11 and 13). The behaviour is each network's own and there is
/// no causal model: the word is never <c>same</c>. All bounds are of the corrected first-token IIA of the chosen alignment, over texts.
/// Rows are tried in their order for each two networks at each site.</summary>
internal static class TextVerdict
{
    private static readonly IReadOnlyList<Func<JudgedTexts, Ruling?>> s_rows =
        [NothingExchanged, AtAnInputSite, ReachedByTokens, Different, Interchangeable, Partly];

    /// <param name="asked">Controls that the experiment asked for; one that cannot be made at full width is among them.</param>
    public static VerdictRecord Decide(TextRecord text, IReadOnlyList<string> asked, double same, double different)
    {
        TextDirection[] judged = Judged(text.Directions);
        (JudgedTexts Pair, Ruling Ruling)[] ruled = [.. Pairs(text, judged, asked, same, different).Select(Of)];
        Ruling ruling = ruled.Length switch
        {
            0 => new Ruling(Verdict.None, "", Nothing(text)),
            1 => ruled[0].Ruling,
            _ => Together(ruled),
        };
        string[] groups = [.. text.Groups.Where(one => judged.Length > 0 && one.Method == judged[0].Method)
            .SelectMany(one => GroupText.Of(one, text.Groups.Count > 1))];
        return new VerdictRecord(ruling.Word, [.. ruling.Reasons.Take(1), .. groups, .. ruling.Reasons.Skip(1)], same, different)
        {
            Scope = ruling.Scope,
            Changes = ruling.Changes,
            Setting = judged.Length == 0 ? "" : TextVerdictText.Setting(text, judged),
            Pairs = ruled.Length < 2 ? [] : [.. ruled.GroupBy(one => (one.Pair.First, one.Pair.Second)).Select(pair =>
            {
                Ruling own = OverSites([.. pair]);
                return new PairVerdict(pair.Key.First, pair.Key.Second, own.Word, own.Scope, own.Reasons[0]);
            })],
        };
    }

    /// <summary>The directions that the verdict is about: MAS, or without it the first method between networks.</summary>
    public static TextDirection[] Judged(IReadOnlyList<TextDirection> directions)
    {
        string[] methods = [.. directions.Where(direction => !direction.IsWithin).Select(direction => direction.Method).Distinct()];
        string? method = methods.Contains(Verdict.Method) ? Verdict.Method : methods.FirstOrDefault();
        return [.. directions.Where(direction => direction.Method == method)];
    }

    private static IReadOnlyList<string> Nothing(TextRecord text) =>
        text.Networks.Count < 2 ? [VerdictText.OneNetwork]
        : text.Directions.Count == 0 && text.Networks.Select(network => network.Tokeniser).Distinct().Count() > 1
            ? TextVerdictText.Tokenisers(text.Networks) : [VerdictText.NoExchange];

    private static IEnumerable<JudgedTexts> Pairs(
        TextRecord text, TextDirection[] judged, IReadOnlyList<string> asked, double same, double different)
    {
        ILookup<NamedDirection, TextDirection> named = judged.ToLookup(one => new NamedDirection(one.Source, one.Target));
        string[] names = [.. text.Networks.Select(network => network.Name)];
        for (int i = 0; i < names.Length; i++)
            for (int j = i + 1; j < names.Length; j++)
            {
                TextDirection[] own = [.. named[new(names[i], names[i])], .. named[new(names[i], names[j])],
                    .. named[new(names[j], names[i])], .. named[new(names[j], names[j])]];
                foreach (IGrouping<string, TextDirection> site in own.GroupBy(one => one.Place))
                    yield return new JudgedTexts(names[i], names[j], site.Key, [.. site.GroupBy(one => one.Size)
                        .OrderByDescending(size => size.Key).Select(size => size.ToArray())], asked, same, different);
            }
    }

    private static (JudgedTexts, Ruling) Of(JudgedTexts pair) =>
        (pair, s_rows.Select(row => row(pair)).FirstOrDefault(ruling => ruling is not null)
            ?? Ruling.ChangedByLast(Verdict.Inconclusive, TextVerdictText.Scope(pair), TextVerdictText.Undecided(pair)));

    private static Ruling? NothingExchanged(JudgedTexts pair) =>
        pair.Between.Count > 0 ? null : new Ruling(Verdict.None, "", [VerdictText.NoExchange]);

    private static Ruling? AtAnInputSite(JudgedTexts pair) => !pair.All.Any(one => TextCase.IsInput(one.Site)) ? null
        : Ruling.ChangedByLast(Verdict.None, TextVerdictText.Scope(pair), TextVerdictText.InputSite(pair));

    private static Ruling? ReachedByTokens(JudgedTexts pair) => !pair.IsReachedByTokens ? null
        : Ruling.ChangedByLast(Verdict.None, TextVerdictText.Scope(pair), TextVerdictText.ReachedByTokens(pair));

    // Nothing between them carries over, though it does within each.
    private static Ruling? Different(JudgedTexts pair) => pair.Unbounded.Count == 0 && pair.WithinReaches
        && ExchangeRule.AllStayBelow([.. pair.Trained.Select(pair.Exchanged)], pair.Different)
        ? Ruling.ChangedByLast(Verdict.Different, TextVerdictText.Scope(pair), TextVerdictText.FoundWithinAlone(pair)) : null;

    private static Ruling? Interchangeable(JudgedTexts pair) => !pair.AllReach ? null
        : Ruling.ChangedByLast(Verdict.Interchangeable, TextVerdictText.Scope(pair), TextVerdictText.HandedOver(pair));

    private static Ruling? Partly(JudgedTexts pair) => pair.Missing.Count == 0 && pair.Unbounded.Count == 0
        && !pair.Between.Any(direction => direction.ReachedBy().Any())
        && ExchangeRule.SomeReach([.. pair.Trained.Select(pair.Exchanged)], pair.Same)
        ? Ruling.ChangedByLast(Verdict.Partly, TextVerdictText.Scope(pair), TextVerdictText.InPart(pair)) : null;

    // Sites that show nothing are left aside where another one does; it is "in part" where some site carries over.
    private static Ruling OverSites(IReadOnlyList<(JudgedTexts Pair, Ruling Ruling)> sites)
    {
        (JudgedTexts Pair, Ruling Ruling)[] telling = [.. sites.Where(one => one.Ruling.Word != Verdict.None)];
        string mixed = telling.Any(one => one.Ruling.Word is Verdict.Interchangeable or Verdict.Partly) ? Verdict.Partly
            : Verdict.Inconclusive;
        return telling.Length switch
        {
            0 => sites[0].Ruling,
            1 => telling[0].Ruling,
            _ => Agreed(telling, one => $"at {one.Site}", mixed),
        };
    }

    private static Ruling Together((JudgedTexts Pair, Ruling Ruling)[] ruled)
    {
        (JudgedTexts Pair, Ruling Ruling)[] pairs = [.. ruled.GroupBy(one => (one.Pair.First, one.Pair.Second))
            .Select(pair => (pair.First().Pair, OverSites([.. pair])))];
        return pairs.Length == 1 ? pairs[0].Ruling : Agreed(pairs, one => $"{one.First} with {one.Second}", Verdict.Partly);
    }

    private static Ruling Agreed((JudgedTexts Pair, Ruling Ruling)[] ruled, Func<JudgedTexts, string> name, string mixed)
    {
        string[] words = [.. ruled.Select(one => one.Ruling.Word).Distinct()];
        string[] scopes = [.. ruled.Select(one => one.Ruling.Scope).Distinct()];
        return new Ruling(words.Length == 1 ? words[0] : mixed, scopes.Length == 1 ? scopes[0] : TextVerdictText.Anywhere,
            TextVerdictText.Several(ruled, name))
        { Changes = words.Length == 1 ? TextVerdictText.WeakestOf(ruled).Ruling.Changes : [] };
    }
}
