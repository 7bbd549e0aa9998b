using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>A file of keys, over which its small form and overrides are laid.</summary>
/// <param name="noun">What the file is, such as <c>an experiment</c>.</param>
internal sealed class LayeredFile(string path, string noun)
{
    /// <summary>The key of the small form.</summary>
    public const string SmallKey = "small";

    private readonly YamlErrors _errors = new(path);

    /// <summary>Whether a small form that is asked for must be in this file; a sweep's experiment has one of its own.</summary>
    public bool RequiresSmall { get; init; } = true;

    /// <summary>Reads the file, and its small form too where it has one; the small form alone where that is wanted.</summary>
    /// <param name="overrides"><c>key=value</c> with dotted keys, lists by index and the value in YAML; they win over the file and over its
    /// small form.</param>
    /// <param name="small">Which of the two is wanted.</param>
    /// <param name="interpret">What the keys mean; null where something is wrong, with errors reported.</param>
    /// <exception cref="InputException">The file cannot be read or anything in it is wrong; holds all errors, in the order of the
    /// file.</exception>
    public T Read<T>(IReadOnlyList<string>? overrides, bool small, Func<YamlMap, YamlErrors, T?> interpret)
        where T : class
    {
        YamlMap? written = ParseRoot();
        Override[] parsed = [.. (overrides ?? []).Select(text => Override.Parse(text, _errors)).OfType<Override>()];
        if (written is null)
        {
            _errors.ThrowIfAny();
            throw new InvalidOperationException("a file that is no mapping was not reported");
        }
        YamlMap full = Apply(parsed, written);
        // The small form may name networks that are here where those of the full one are not.
        T? read = small ? null : interpret(full.Without(SmallKey), _errors);
        if (WithSmall(parsed, full, small && RequiresSmall, _errors) is { } merged)
        {
            T? smallForm = interpret(merged, _errors);
            read = small ? smallForm : read;
        }
        else if (small)
            read = interpret(full, _errors);
        _errors.ThrowIfAny();
        return read!;
    }

    /// <summary>A mapping with its small form laid over it where that is wanted, and overrides over both.</summary>
    public static YamlMap Layered(YamlMap written, IReadOnlyList<Override> overrides, bool small, YamlErrors errors)
    {
        YamlMap full = Apply(overrides, written);
        return (small ? WithSmall(overrides, full, small, errors) : null) ?? full.Without(SmallKey);
    }

    private YamlMap? ParseRoot() => Root(YamlText.Parse(ExperimentText.Read(path), _errors), noun, _errors);

    /// <summary>The mapping that a file is; null with an error reported where it is none.</summary>
    public static YamlMap? Root(YamlNode? node, string noun, YamlErrors errors)
    {
        if (node is YamlScalar { IsNothing: true })
            errors.Add(node.Origin, "", $"the file is empty; {noun} is wanted");
        else if (node is not null and not YamlMap and not YamlRefused)
            errors.Add(node.Origin, "", $"{noun} is a mapping of keys to values, found {node.Description}");
        return node as YamlMap;
    }

    private static YamlMap Apply(IReadOnlyList<Override> overrides, YamlMap root) =>
        overrides.Aggregate(WithTaskMap(root), (map, change) => change.ApplyTo(WithoutOtherSource(map, change)));

    // A network has one source: naming one leaves out what the file says of another.
    private static YamlMap WithoutOtherSource(YamlMap root, Override change)
    {
        if (change.Path is not ["networks", var place, var key, ..] || !NetworkSourceReader.Keys.Contains(key)
            || root.Find("networks") is not { Value: YamlList networks } entry
            || !int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= networks.Items.Count
            || networks.Items[index] is not YamlMap network || network.Find(key) is not null)
            return root;
        YamlNode[] items = [.. networks.Items];
        items[index] = network with
        {
            Entries = [.. network.Entries.Where(one => !NetworkSourceReader.SourceKeys.Contains(one.Key))],
        };
        return root.With(entry with { Value = networks with { Items = items } });
    }

    // Overrides are applied again, because they win over the small form too.
    private static YamlMap? WithSmall(IReadOnlyList<Override> overrides, YamlMap full, bool small, YamlErrors errors) =>
        Overlay(full, small, errors) is { } overlay
            ? Apply(overrides, WithTaskMap(overlay).Over(WithTaskMap(full))).Without(SmallKey) : null;

    // A task that is only a name becomes a mapping, so that its settings can be laid over it.
    private static YamlMap WithTaskMap(YamlMap root) =>
        root.Find("task") is { } task ? root.With(task with { Value = TaskReader.AsMap(task.Value) }) : root;

    private static YamlMap? Overlay(YamlMap full, bool small, YamlErrors errors)
    {
        YamlEntry? entry = full.Find(SmallKey);
        if (entry is null && small)
            errors.Add(full.Origin, SmallKey, "--small was asked for, but this key is missing");
        if (entry is not null and not { Value: YamlMap or YamlRefused })
            errors.Add(entry.Value.Origin, SmallKey, $"a mapping is wanted, found {entry.Value.Description}");
        YamlMap? overlay = entry?.Value as YamlMap;
        if (overlay?.Find(SmallKey) is { } nested)
            errors.Add(nested.Origin, $"{SmallKey}.{SmallKey}", "the small form cannot have a small form of its own");
        return overlay;
    }
}
