namespace Mas.Experiments.Yaml;

/// <summary>Where a value was written: a place in the file, or an override on the command line.</summary>
internal sealed record Origin(int? Line, int? Column, string? Override);

/// <summary>A part of a YAML document that knows where it stands.</summary>
internal abstract record YamlNode(Origin Origin)
{
    /// <summary>What it is, for messages: <c>the text 'abc'</c>, <c>a list</c>.</summary>
    public abstract string Description { get; }
}

/// <summary>A single value. Only a plain one, without quotes, can be anything but a text.</summary>
internal sealed record YamlScalar(string Text, bool IsPlain, Origin Origin) : YamlNode(Origin)
{
    private const int LongestShown = 60;

    public bool IsNothing => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    public bool IsText => !IsNothing && AsFlag is null && AsNumber is null;

    public bool? AsFlag => !IsPlain ? null : Text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    public double? AsNumber => IsPlain ? YamlNumber.Parse(Text) : null;

    public override string Description =>
        IsNothing ? "nothing" : AsFlag is not null ? Text : AsNumber is not null ? $"the number {Text}" : $"the text '{Shown}'";

    private string Shown => (Text.Length <= LongestShown ? Text : Text[..LongestShown] + "…").ReplaceLineEndings(" ");
}

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, Origin Origin) : YamlNode(Origin)
{
    public override string Description => "a list";
}

/// <summary>One key of a mapping and its value.</summary>
internal sealed record YamlEntry(string Key, Origin Origin, YamlNode Value);

/// <summary>A mapping; its keys are unique.</summary>
internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, Origin Origin) : YamlNode(Origin)
{
    public override string Description => "a mapping";

    public YamlEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    public YamlMap Without(string key) => this with { Entries = [.. Entries.Where(entry => entry.Key != key)] };

    /// <summary>The same with one entry put in the place of that key, or at the end.</summary>
    public YamlMap With(YamlEntry fresh) => this with
    {
        Entries = Find(fresh.Key) is null ? [.. Entries, fresh] : [.. Entries.Select(entry => entry.Key == fresh.Key ? fresh : entry)],
    };

    /// <summary>This mapping laid over another: mappings merge key by key, everything else is replaced.</summary>
    public YamlMap Over(YamlMap below) => Entries.Aggregate(below, (all, entry) => all.With(
        entry.Value is YamlMap fresh && all.Find(entry.Key)?.Value is YamlMap old ? entry with { Value = fresh.Over(old) } : entry));
}

/// <summary>Dotted keys, such as <c>networks.0.train.seed</c>.</summary>
internal static class Dotted
{
    public static string Join(string parent, string child) => parent == "" ? child : $"{parent}.{child}";

    public static string Join(string parent, int index) => Join(parent, index.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Something that was refused while parsing, with its error already reported.</summary>
internal sealed record YamlRefused(Origin Origin) : YamlNode(Origin)
{
    public override string Description => "something refused";
}
