namespace Mas.Experiments.Yaml;

/// <summary>One <c>key=value</c> of the command line: a dotted key, lists by index, and a value in YAML.</summary>
internal sealed class Override(string[] path, YamlNode value, YamlErrors errors)
{
    private const int MaximumDepth = 16;

    /// <summary>The key, part by part.</summary>
    public IReadOnlyList<string> Path => path;

    /// <summary>The override, or null with an error reported where it cannot be understood.</summary>
    public static Override? Parse(string text, YamlErrors errors)
    {
        var origin = new Origin(null, null, text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string[] path = equals < 0 ? [] : text[..equals].Trim().Split('.');
        if (path.Length is 0 or > MaximumDepth || path.Contains(""))
        {
            errors.Add(origin, "", "this is no key=value; wanted is for example alignment.steps=500");
            return null;
        }
        YamlNode? value = YamlText.Parse(text[(equals + 1)..], errors, text);
        return value is null ? null : new(path, value, errors);
    }

    /// <summary>The mapping with the value in its place; unchanged, with an error reported, where the key leads nowhere.</summary>
    public YamlMap ApplyTo(YamlMap root) => (YamlMap)Put(root, 0);

    private YamlNode Put(YamlNode node, int depth) => depth == path.Length ? value : node switch
    {
        YamlMap map => map.With(new(path[depth], value.Origin, Put(map.Find(path[depth])?.Value ?? Empty, depth + 1))),
        YamlList list => PutAt(list, depth),
        YamlScalar { IsNothing: true } => Put(Empty, depth),
        _ => Refuse(node, depth, $"{node.Description} stands here, which has no '{path[depth]}'"),
    };

    private YamlMap Empty => new([], value.Origin);

    private YamlNode PutAt(YamlList list, int depth)
    {
        if (!int.TryParse(path[depth], NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= list.Items.Count)
            return Refuse(list, depth, $"a list of {list.Items.Count} stands here, which has no entry '{path[depth]}'; "
                + "entries count from 0");
        YamlNode[] items = [.. list.Items];
        items[index] = Put(items[index], depth + 1);
        return list with { Items = items };
    }

    private YamlNode Refuse(YamlNode node, int depth, string message)
    {
        errors.Add(value.Origin, string.Join('.', path[..depth]), message);
        return node;
    }
}
