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
        OpenTerms open = new(terms);
        StringBuilder linked = new(html.Length + 4096);
        int apart = 0;
        foreach (Match part in Parts().Matches(html))
        {
            if (part.Value[0] != '<')
                linked.Append(apart > 0 ? part.Value : open.Link(part.Value));
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

    /// <summary>Terms that have not come yet.</summary>
    private sealed class OpenTerms
    {
        private readonly IReadOnlyList<(string Term, string Meaning)> _terms;
        private readonly Dictionary<string, int> _words; // in small letters; of which term each is
        private Regex? _any;

        public OpenTerms(IReadOnlyList<(string Term, string Meaning)> terms)
        {
            _terms = terms;
            _words = terms.SelectMany((term, i) => term.Term.Split(", ").Select(word => (Word: word.ToLowerInvariant(), i)))
                .Where(one => !s_everyday.Contains(one.Word)).DistinctBy(one => one.Word).ToDictionary(one => one.Word, one => one.i);
            _any = Any();
        }

        public string Link(string text)
        {
            StringBuilder linked = new();
            int from = 0;
            while (_any?.Match(text, from) is { Success: true } found)
            {
                int term = _words[found.Value.ToLowerInvariant()];
                linked.Append(text, from, found.Index - from).Append($"<a class=\"term\" href=\"#{Anchor(term)}\" ")
                    .Append($"title=\"{MarkupText.Of(_terms[term].Meaning)}\">{found.Value}</a>");
                from = found.Index + found.Length;
                foreach (string word in _words.Where(one => one.Value == term).Select(one => one.Key).ToArray())
                    _words.Remove(word);
                _any = Any();
            }
            return linked.Append(text, from, text.Length - from).ToString();
        }

        // Of two that begin at one place the longer.
        private Regex? Any() => _words.Count == 0 ? null : new Regex(
            $@"(?<![\w-])(?:{string.Join('|', _words.Keys.OrderByDescending(word => word.Length).Select(Regex.Escape))})(?![\w-])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    [GeneratedRegex("<[^>]*?(?<name>[A-Za-z][A-Za-z0-9]*)[^>]*>|[^<]+")]
    private static partial Regex Parts();
}
