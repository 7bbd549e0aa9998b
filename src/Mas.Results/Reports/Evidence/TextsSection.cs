using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>What language models read, before anything is exchanged: texts, tokens, the attention sink, labels that could flip.</summary>
internal static class TextsSection
{
    public const string Title = "What the networks read";

    // Enough of a hash to see whether two are one.
    private const int HashLetters = 12;

    public static EvidenceSection Section { get; } = new([], (run, _) => run.Text is { } text ? Of(text) : null);

    public static EvidencePart Of(TextRecord text) => new(Title, Shows(text),
        "The tokens below are those that each network was given, from the beginning of the first text; · is a space and ↵ the end of a "
            + "line. Where a token is missing there, or comes twice, the networks have read something else than you meant.")
    {
        Cases = [.. new[] { Length(text), Perplexities(text), Sink(text), Margins(text) }.OfType<string>()],
        Terms = html => Tokens(html, text.Networks),
    };

    /// <summary>How many texts there are, and how many lines are none.</summary>
    public static string Shows(TextRecord text)
    {
        (int train, int validation, int test) = text.Texts;
        string field = text.Field is null ? "" : $", field `{text.Field}`", left = text.LeftOut.All == 0 ? "No line was left out."
            : $"Left out were {Listed.Of([.. Reasons(text.LeftOut)])}.";
        return $"{Count(train + validation + test)} texts of {text.File}{field}: {Count(train)} to train alignments on, "
            + $"{Count(validation)} for validation and {Count(test)} for the test. {left}";
    }

    private static IEnumerable<string> Reasons(LeftOutLines lines) =>
        new[] { (lines.Empty, "without text"), (lines.Short, "shorter than the context"), (lines.Repeated, "that came before") }
            .Where(one => one.Item1 > 0).Select(one => $"{Count(one.Item1)} {(one.Item1 == 1 ? "line" : "lines")} {one.Item2}");

    private static string Length(TextRecord text) =>
        $"Each network reads {text.Context} tokens of a text and goes on by itself up to {text.Length}, always with its most likely token"
            + $"{(text.SpecialTokens == "parse" ? "; special tokens in the texts count as such" : "")}.";

    private static string? Perplexities(TextRecord text)
    {
        string[] known = [.. text.Networks.Where(one => one.Perplexity is not null)
            .Select(one => $"{one.Name} {Ratio(one.Perplexity!.Value, 100)}")];
        return known.Length == 0 ? null
            : $"Perplexity of the test texts, which is low where a network knows what comes: {Listed.Of(known)}.";
    }

    private static string Sink(TextRecord text)
    {
        string done = text.Sink == "keep" ? "Position 0 of every text was left as the target's own, and out of means, starts and similarity"
            : "Position 0 was exchanged like the others";
        SinkRatio? longest = text.Sinks.MaxBy(one => one.Ratio);
        string ratio = longest is null ? "" : $": its median norm is up to {Ratio(longest.Ratio)} times that of the other positions "
            + $"({longest.Network} at {longest.Site})";
        string why = text.IsSinkByRule ? $"The rule keeps it above {SinkRatio.Highest:0} times." : "The experiment says so.";
        return $"{done}{ratio}. {why}";
    }

    private static string Margins(TextRecord text) =>
        $"{Percent.Of(text.LowMargins)} of the test labels have their best and second prediction less than 0.001 apart, and another "
            + $"machine may turn these round; {(text.LeavesOutLowMargins ? "they were left out" : "they were counted like the others")}.";

    private static void Tokens(HtmlWriter html, IReadOnlyList<TextNetwork> networks)
    {
        if (networks.Count == 0)
            return;
        html.Add($"<dl class=\"terms\">");
        foreach (IGrouping<string, TextNetwork> alike in networks.GroupBy(one => $"{one.Tokeniser}\n{string.Join('\n', one.FirstTokens)}"))
        {
            TextNetwork first = alike.First();
            html.Add($"<div><dt>{Listed.Few([.. alike.Select(one => one.Name)], 10)} (tokeniser {Hash(first.Tokeniser)})</dt><dd>");
            foreach (string token in first.FirstTokens)
                html.Add($"<code class=\"token\">{Visible(token)}</code>");
            html.Add($"</dd></div>");
        }
        html.Add($"</dl>");
    }

    private static string Visible(string token) => token.Length == 0 ? "∅"
        : token.Replace(' ', '·').Replace('\n', '↵').Replace('\t', '→');

    private static string Hash(string hash) => hash.Length <= HashLetters ? hash : hash[..HashLetters];

    private static string Ratio(double ratio, double exact = 10) =>
        ratio.ToString(ratio < exact ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '\u202f');
}
