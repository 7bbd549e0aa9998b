using Mas.Results.Figures;

namespace Mas.Results.Reports.Html;

/// <summary>A sentence in which words of the experiment file stand between backticks; HTML sets them as code.</summary>
internal readonly record struct Prose(string Text)
{
    public string Html()
    {
        string[] parts = Text.Split('`');
        // An odd number of backticks is text that only happens to hold some.
        return parts.Length % 2 == 0
            ? MarkupText.Of(Text)
            : string.Concat(parts.Select((part, i) => i % 2 == 0 ? MarkupText.Of(part)
            : $"<code>{MarkupText.Of(part)}</code>"));
    }
}
