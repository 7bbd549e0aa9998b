using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>One mapping of the file while it is read: hands out its values, checked, or their defaults, and remembers which keys were asked
/// for, so that <see cref="Finish"/> can say which of those written are unknown.</summary>
internal sealed class Section
{
    private readonly YamlMap? _map;
    private readonly Origin _place;
    private readonly string _path;
    private readonly List<string> _keys = [];

    /// <param name="node">The mapping, or null where it is not written.</param>
    /// <param name="place">Where to point to where the mapping is not written.</param>
    public Section(YamlNode? node, string path, Origin place, YamlErrors errors)
    {
        Errors = errors;
        _place = node?.Origin ?? place;
        _map = node as YamlMap;
        _path = path;
        IsBroken = node is not null && _map is null;
        if (node is not null and not YamlMap and not YamlRefused)
            errors.Add(node.Origin, path, $"a mapping is wanted, found {node.Description}");
    }

    public YamlErrors Errors { get; }

    /// <summary>Something else stands where the mapping should; that is reported, and nothing is missing in it.</summary>
    public bool IsBroken { get; }

    public string KeyOf(string key) => Dotted.Join(_path, key);

    /// <summary>The value, or null where it is absent; a key written without a value is an error.</summary>
    public YamlNode? Take(string key)
    {
        if (!_keys.Contains(key))
            _keys.Add(key);
        YamlEntry? entry = _map?.Find(key);
        if (entry?.Value is YamlScalar { IsNothing: true })
            Errors.Add(entry.Origin, KeyOf(key), "this key has no value");
        else if (entry?.Value is not YamlRefused)
            return entry?.Value;
        return null;
    }

    /// <summary>As <see cref="Take"/>, and an error where the key is not written.</summary>
    public YamlNode? Require(string key, string wanted)
    {
        YamlNode? node = Take(key);
        if (!IsBroken && _map?.Find(key) is null)
            Fail(null, key, $"this key is missing; wanted is {wanted}");
        return node;
    }

    /// <summary>A list's items, or null where it is absent or no list.</summary>
    public IReadOnlyList<YamlNode>? Items(string key)
    {
        YamlNode? node = Take(key);
        if (node is not null and not YamlList)
            Fail(node, key, $"a list is wanted, found {node.Description}");
        return (node as YamlList)?.Items;
    }

    /// <summary>A list of different whole numbers, or null where it is absent or wrong.</summary>
    public int[]? Wholes(string key, int least, int most = int.MaxValue) =>
        Values(key, value => value.Whole(least, most), number => $"{number} comes twice; the numbers must differ");

    /// <summary>What a list's items are read as, or null where it is absent or one of them is wrong.</summary>
    /// <param name="twice">What to say of a value that comes twice; null where it may.</param>
    public T[]? Values<T>(string key, Func<ScalarReader, T?> read, Func<T, string>? twice = null)
        where T : struct
    {
        if (Items(key) is not { } items)
            return null;
        T?[] values = [.. items.Select((item, i) => read(Value(item, Dotted.Join(key, i))))];
        if (twice is not null)
            FailTwice(key, items, values, value => twice(value!.Value));
        return values.Contains(null) ? null : [.. values.Select(value => value!.Value)];
    }

    public Section Sub(string key) => new(Take(key), KeyOf(key), _place, Errors);

    /// <summary>Reads all of a mapping; what is asked for is all that it may hold.</summary>
    public T Sub<T>(string key, Func<Section, T> read)
    {
        Section sub = Sub(key);
        T value = read(sub);
        sub.Finish();
        return value;
    }

    public int Whole(string key, int fallback, int least, int most = int.MaxValue) =>
        Take(key) is { } node ? Value(node, key).Whole(least, most) ?? fallback : fallback;

    /// <summary>The number, or null where it is absent or wrong.</summary>
    public int? OptionalWhole(string key, int least, int most = int.MaxValue) =>
        Take(key) is { } node ? Value(node, key).Whole(least, most) : null;

    public double Real(string key, double fallback, Bounds range) =>
        Take(key) is { } node ? Value(node, key).Real(range) ?? fallback : fallback;

    /// <summary>The number, or null where it is absent or wrong.</summary>
    public double? OptionalReal(string key, Bounds range) => Take(key) is { } node ? Value(node, key).Real(range) : null;

    public bool Flag(string key, bool fallback) => Take(key) is { } node ? Value(node, key).Flag() ?? fallback : fallback;

    public T Word<T>(string key, T fallback)
        where T : struct, Enum
    {
        string? word = Take(key) is { } node ? Word(node, key, Results.Files.Words.All<T>()) : null;
        return word is null ? fallback : Results.Files.Words.Value<T>(word);
    }

    /// <summary>One word or a list of different ones; null where the key is absent or something is wrong.</summary>
    public T[]? WordOrWords<T>(string key)
        where T : struct, Enum
    {
        YamlNode? node = Take(key);
        if (node is not YamlList)
            return node is not null && Word(node, key, Results.Files.Words.All<T>()) is string one
                ? [Results.Files.Words.Value<T>(one)] : null;
        return Words(key, Results.Files.Words.All<T>()) is { } words ? [.. words.Select(Results.Files.Words.Value<T>)] : null;
    }

    /// <summary>A list of different words, not empty; null where it is absent or wrong.</summary>
    public string[]? Words(string key, IReadOnlyList<string> allowed)
    {
        if (Items(key) is not { } items)
            return null;
        string?[] words = [.. items.Select((item, i) => Word(item, Dotted.Join(key, i), allowed))];
        if (words.Length == 0)
            Fail(key, "the list is empty; at least one is wanted");
        FailTwice(key, items, words, word => $"'{word}' comes twice");
        return words.Length == 0 || words.Contains(null) ? null : [.. words.Select(word => word!).Distinct()];
    }

    /// <summary>The word that <paramref name="node"/> is, or null with an error reported.</summary>
    public string? Word(YamlNode node, string key, IReadOnlyList<string> allowed)
    {
        string? word = Value(node, key).Text();
        return word is null || allowed.Contains(word) ? word
            : Refuse<string>(node, key, $"unknown word '{word}'{NearestWord.Advice(word, allowed)}");
    }

    public ScalarReader Value(YamlNode node, string key) => new(node, KeyOf(key), Errors);

    public void Fail(YamlNode? node, string key, string message) => Errors.Add(node?.Origin ?? _place, KeyOf(key), message);

    /// <summary>Reports what is wrong with a value, which then counts as if it were not written.</summary>
    public T? Refuse<T>(YamlNode? node, string key, string message)
        where T : class
    {
        Fail(node, key, message);
        return null;
    }

    /// <summary>As the other, at the key's own value.</summary>
    public void Fail(string key, string message) => Fail(Take(key), key, message);

    // Null stands for an item that is wrong.
    private void FailTwice<T>(string key, IReadOnlyList<YamlNode> items, T[] read, Func<T, string> message)
    {
        for (int i = 0; i < read.Length; i++)
            if (read[i] is not null && Array.IndexOf(read, read[i]) < i)
                Fail(items[i], Dotted.Join(key, i), message(read[i]));
    }

    /// <summary>Reports the keys that were not asked for.</summary>
    public void Finish()
    {
        foreach (YamlEntry entry in (_map?.Entries ?? []).Where(entry => !_keys.Contains(entry.Key)))
            Errors.Add(entry.Origin, KeyOf(entry.Key), $"unknown key '{entry.Key}'{NearestWord.Advice(entry.Key, _keys)}");
    }
}
