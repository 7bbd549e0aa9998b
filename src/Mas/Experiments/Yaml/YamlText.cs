using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mas.Experiments.Yaml;

/// <summary>Parses YAML into nodes with places. What makes YAML dangerous or ambiguous is refused: anchors and aliases (whose expansion can
/// grow without bound), tags, keys that come twice, several documents, nesting without end, and more than a person would write.</summary>
internal sealed class YamlText(string text, YamlErrors errors, string? overrideText)
{
    private const int MaximumNesting = 32, MaximumNodes = 50_000;

    private readonly Parser _parser = new(new StringReader(text));
    private int _nodes;

    /// <summary>The document's one node, nothing for an empty text, or null where it cannot be parsed.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="overrideText">The override whose value <paramref name="text"/> is.</param>
    public static YamlNode? Parse(string text, YamlErrors errors, string? overrideText = null)
    {
        if (!text.Contains('\t', StringComparison.Ordinal) || YamlTabs.FirstRefused(text = YamlTabs.WithoutHarmless(text)) is not { } tab)
            return ParseAny(text, errors, overrideText);
        errors.Add(overrideText is null ? new(tab.Line, tab.Column, null) : new(null, null, overrideText), "",
            "a tab stands here as indentation; YAML is indented with blanks alone");
        return null;
    }

    private static YamlNode? ParseAny(string text, YamlErrors errors, string? overrideText)
    {
        var parser = new YamlText(text, errors, overrideText);
        try
        {
            return parser.ParseDocument();
        }
        catch (YamlException error)
        {
            errors.Add(parser.At(error.Start), "", YamlReason.Of(error.Message));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or EndOfStreamException)
        {
            // The scanner trips over some texts instead of refusing them; what it read last is the best place to name.
            errors.Add(parser.At(parser._parser.Current?.End ?? Mark.Empty), "", YamlReason.Unknown);
        }
        return null;
    }

    private YamlNode ParseDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out StreamEnd? end))
            return new YamlScalar("", true, At(end.Start));
        _parser.Consume<DocumentStart>();
        YamlNode node = ParseNode("", 0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
            errors.Add(At(_parser.Current!.Start), "", "a second document starts here; a file holds one experiment");
        return node;
    }

    private YamlNode ParseNode(string key, int depth)
    {
        ParsingEvent current = _parser.Current!;
        Origin origin = At(current.Start);
        if (depth > MaximumNesting)
            throw new YamlException(current.Start, current.End, $"{YamlReason.TooDeep} {MaximumNesting} levels");
        if (++_nodes > MaximumNodes)
            throw new YamlException(current.Start, current.End, $"more than {MaximumNodes} keys and values");
        if (current is NodeEvent node && !(node.Anchor.IsEmpty && node.Tag.IsEmpty))
            errors.Add(origin, key, "anchors and tags are not supported; write the value itself");
        if (_parser.TryConsume<Scalar>(out Scalar? scalar))
            return new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, origin);
        if (_parser.TryConsume<SequenceStart>(out _))
            return new YamlList(ParseItems(key, depth), origin);
        if (_parser.TryConsume<MappingStart>(out _))
            return new YamlMap(ParseEntries(key, depth), origin);
        if (!_parser.TryConsume<AnchorAlias>(out _))
            throw new YamlException(current.Start, current.End, "a value was expected here");
        errors.Add(origin, key, "aliases are not supported; write the value itself");
        return new YamlRefused(origin);
    }

    private List<YamlNode> ParseItems(string key, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ParseNode(Dotted.Join(key, items.Count), depth + 1));
        return items;
    }

    private List<YamlEntry> ParseEntries(string key, int depth)
    {
        var entries = new Dictionary<string, YamlEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            YamlNode name = ParseNode(key, depth + 1);
            string child = name is YamlScalar scalar ? scalar.Text : "";
            YamlNode value = ParseNode(Dotted.Join(key, child), depth + 1);
            if (name is not YamlScalar)
                errors.Add(name.Origin, key, $"a key must be a text, not {name.Description}");
            else if (!entries.TryAdd(child, new(child, name.Origin, value)))
                errors.Add(name.Origin, Dotted.Join(key, child), $"the key '{child}' comes twice; "
                    + $"it stands first in line {entries[child].Origin.Line}");
        }
        return [.. entries.Values];
    }

    private Origin At(Mark mark) => overrideText is null ? new((int)mark.Line, (int)mark.Column, null) : new(null, null, overrideText);
}
