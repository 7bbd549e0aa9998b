using System.Text;
using System.Text.RegularExpressions;
using Mas.Results.Figures;

namespace Mas.Results.Reports.Html;

/// <summary>Leads from where a term first stands on the page to what it means, which a pointer shows at once.</summary>
internal static partial class Glossary
{
    // Within these a link would not be read as one, or would be one in another.
    private static readonly HashSet<string> s_apart =
        ["a", "code", "dl", "figcaption", "h1", "h2", "h3", "h4", "pre", "strong", "summary", "svg", "table", "title"];

    // Everyday words, which nobody looks up.
    private static readonly HashSet<string> s_everyday = ["network", "size", "margin", "seed"];

    /// <summary>The anchor of a term.</summary>
    public static string Anchor(int term) => $"word-{term + 1}";

    /// <summary>The page with each term's first occurrence in a sentence as a link.</summary>
    /// <param name="terms">As the list of words at the end has them; several in one entry stand between commas.</param>
    public static string Link(string html, IReadOnlyList<(string Term, string Meaning)> terms)
    {
        List<(string Word, int Term)> open = [.. terms.SelectMany((term, i) => term.Term.Split(", ").Select(word => (word, i)))
            .Where(one => !s_everyday.Contains(one.word))
            .OrderByDescending(one => one.word.Length)];
        StringBuilder linked = new(html.Length + 4096);
        int apart = 0;
        foreach (Match part in Parts().Matches(html))
        {
            if (part.Value[0] != '<')
                linked.Append(apart > 0 ? part.Value : Text(part.Value, open, terms));
            else
            {
                linked.Append(part.Value);
                string name = part.Groups["name"].Value;
                if (s_apart.Contains(name) && !part.Value.EndsWith("/>", StringComparison.Ordinal))
                    apart += part.Value[1] == '/' ? -1 : 1;
            }
        }
        return linked.ToString();
    }

    // One word at a time, so that a meaning that is put in is not searched again.
    private static string Text(string text, List<(string Word, int Term)> open, IReadOnlyList<(string Term, string Meaning)> terms)
    {
        (Match Match, int Index)? first = null;
        for (int i = 0; i < open.Count; i++)
            if (Whole(open[i].Word).Match(text) is { Success: true } match
                && (first is not { } best || match.Index < best.Match.Index))
                first = (match, i);
        if (first is not var (found, index))
            return text;
        int term = open[index].Term;
        open.RemoveAll(one => one.Term == term);
        return $"{text[..found.Index]}<a class=\"term\" href=\"#{Anchor(term)}\" title=\"{MarkupText.Of(terms[term].Meaning)}\">"
            + $"{found.Value}</a>{Text(text[(found.Index + found.Length)..], open, terms)}";
    }

    private static Regex Whole(string word) =>
        new($@"(?<![\w-]){Regex.Escape(word)}(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex("<[^>]*?(?<name>[A-Za-z][A-Za-z0-9]*)[^>]*>|[^<]+")]
    private static partial Regex Parts();
}
