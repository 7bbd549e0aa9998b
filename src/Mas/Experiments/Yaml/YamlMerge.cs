namespace Mas.Experiments.Yaml;

/// <summary>Lays one mapping over another: mappings merge key by key, everything else is replaced.</summary>
internal static class YamlMerge
{
    public static YamlMap Over(YamlMap below, YamlMap above) => above.Entries.Aggregate(below, Put);

    private static YamlMap Put(YamlMap below, YamlEntry entry) => below.Find(entry.Key) is { Value: YamlMap old } && entry.Value is YamlMap fresh
        ? below.With(entry with { Value = Over(old, fresh) })
        : below.With(entry);
}
