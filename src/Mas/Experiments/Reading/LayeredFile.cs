using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>A file of keys, over which its small form and overrides are laid.</summary>
/// <param name="noun">What the file is, such as <c>an experiment</c>.</param>
internal sealed class LayeredFile(string path, string noun)
{
    /// <summary>The key of the small form.</summary>
    public const string SmallKey = "small";

    private readonly YamlErrors _errors = new(path);

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
        YamlMap? overlay = Overlay(full, small);
        // The small form may name networks that are here where those of the full one are not.
        T? read = small ? null : interpret(full.Without(SmallKey), _errors);
        if (overlay is not null)
        {
            // Applied again, because an override wins over the small form too.
            YamlMap merged = Apply(parsed, WithTaskMap(overlay).Over(WithTaskMap(full)));
            T? smallForm = interpret(merged.Without(SmallKey), _errors);
            read = small ? smallForm : read;
        }
        _errors.ThrowIfAny();
        return read!;
    }

    private YamlMap? ParseRoot()
    {
        YamlNode? node = YamlText.Parse(ExperimentText.Read(path), _errors);
        if (node is YamlScalar { IsNothing: true })
            _errors.Add(node.Origin, "", $"the file is empty; {noun} is wanted");
        else if (node is not null and not YamlMap and not YamlRefused)
            _errors.Add(node.Origin, "", $"{noun} is a mapping of keys to values, found {node.Description}");
        return node as YamlMap;
    }

    private static YamlMap Apply(Override[] overrides, YamlMap root) =>
        overrides.Aggregate(WithTaskMap(root), (map, change) => change.ApplyTo(map));

    // A task that is only a name becomes a mapping, so that its settings can be laid over it.
    private static YamlMap WithTaskMap(YamlMap root) =>
        root.Find("task") is { } task ? root.With(task with { Value = TaskReader.AsMap(task.Value) }) : root;

    private YamlMap? Overlay(YamlMap full, bool small)
    {
        YamlEntry? entry = full.Find(SmallKey);
        if (entry is null && small)
            _errors.Add(full.Origin, SmallKey, "--small was asked for, but this key is missing");
        if (entry is not null and not { Value: YamlMap or YamlRefused })
            _errors.Add(entry.Value.Origin, SmallKey, $"a mapping is wanted, found {entry.Value.Description}");
        YamlMap? overlay = entry?.Value as YamlMap;
        if (overlay?.Find(SmallKey) is { } nested)
            _errors.Add(nested.Origin, $"{SmallKey}.{SmallKey}", "the small form cannot have a small form of its own");
        return overlay;
    }
}
