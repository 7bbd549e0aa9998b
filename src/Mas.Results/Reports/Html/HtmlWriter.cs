using System.Runtime.CompilerServices;
using System.Text;
using Mas.Results.Figures;

namespace Mas.Results.Reports.Html;

/// <summary>Collects HTML. What is interpolated is escaped; only literals and figures are markup.</summary>
internal sealed class HtmlWriter
{
    // Wider figures scroll in their frame on a phone, because their text would shrink too far.
    private const double PhoneWidth = 500;

    private const int SectionLevel = 2;

    // What a phone shows without any shrinking worth speaking of; between the two they shrink a little and scroll a little.
    private const double Phone = 416;

    private readonly StringBuilder _html = new();
    private readonly List<(string Anchor, string Text)> _contents = [];

    /// <summary>The sections of the page, in order, with the anchors that lead to them.</summary>
    public IReadOnlyList<(string Anchor, string Text)> Contents => _contents;

    /// <summary>One line of markup.</summary>
    public void Add(ref Escaping html) => _html.Append(html.Markup).Append('\n');

    /// <summary>Markup that is no literal, such as the page's own style sheet.</summary>
    public void Raw(string markup) => _html.Append(markup);

    /// <summary>A heading; those of the page's sections can be led to.</summary>
    public void Heading(int level, string text)
    {
        string anchor = "";
        if (level == SectionLevel)
        {
            _contents.Add(($"part-{_contents.Count + 1}", text));
            anchor = $" id=\"{_contents[^1].Anchor}\"";
        }
        Raw($"<h{level}{anchor}>{MarkupText.Of(text)}</h{level}>\n");
    }

    /// <summary>The beginning of a section, with its heading.</summary>
    public void Section(int level, string heading)
    {
        Add($"<section>");
        Heading(level, heading);
    }

    /// <summary>The items of a list.</summary>
    public void Items(IEnumerable<string> sentences)
    {
        foreach (string sentence in sentences)
            Add($"<li>{new Prose(sentence)}</li>");
    }

    /// <summary>A list; nothing where there is nothing to list.</summary>
    public void List(IEnumerable<string> sentences)
    {
        if (!sentences.Any())
            return;
        Add($"<ul>");
        Items(sentences);
        Add($"</ul>");
    }

    /// <summary>A label and its value, in a list of such pairs.</summary>
    public void Pair(string label, string value) => Add($"<dt>{label}</dt><dd>{value}</dd>");

    /// <summary>The beginning of a table: its columns, and its body opened.</summary>
    public void Table(params string[] columns) => Add($"<table class=\"cards\"><thead><tr>{new Heads(columns)}</tr></thead><tbody>");

    /// <summary>A figure in its frame, with its title.</summary>
    public void Draw(Figure figure)
    {
        string width = figure.Width > PhoneWidth ? "wide" : figure.Width > Phone ? "middle" : "narrow";
        Add($"<figure tabindex=\"0\" class=\"{width}\"><figcaption>{figure.Title}</figcaption>{figure}</figure>");
    }

    public override string ToString() => _html.ToString();

    /// <summary>The compiler puts every interpolated string that is given to <see cref="Add"/> together with this.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Escaping(int literalLength, int formattedCount)
    {
        private const int LengthOfValue = 16; // about; it only sizes the buffer

        public StringBuilder Markup { get; } = new(literalLength + (formattedCount * LengthOfValue));

        public void AppendLiteral(string markup) => Markup.Append(markup);

        public void AppendFormatted(string? text) => Markup.Append(MarkupText.Of(text));

        public void AppendFormatted(Prose prose) => Markup.Append(prose.Html());

        public void AppendFormatted(long number) => Markup.Append(number);

        public void AppendFormatted(Figure figure) => Markup.Append(figure.Inline());

        public void AppendFormatted(Cell cell)
        {
            Markup.Append(cell.Kind.Length == 0 ? "<td" : $"<td class=\"{cell.Kind}\"");
            Markup.Append($" data-label=\"{MarkupText.Of(cell.Label)}\">{MarkupText.Of(cell.Text)}</td>");
        }

        public void AppendFormatted(Heads heads)
        {
            foreach (string column in heads.Columns)
                Markup.Append(column[0] == '#' ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
                    .Append(MarkupText.Of(column.TrimStart('#'))).Append("</th>");
        }
    }
}

/// <summary>A cell of a table, with the head of its column, which a phone shows beside it.</summary>
/// <param name="Kind">What it looks like: <c>number</c>, <c>steps</c>, or empty for words.</param>
internal readonly record struct Cell(string Label, string Text, string Kind = "number");

/// <summary>Heads of columns; <c>#</c> begins that of a column of numbers.</summary>
internal readonly record struct Heads(params string[] Columns);
