using Mas.Experiments.Yaml;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>Reads the section <c>alignment</c>.</summary>
internal sealed class AlignmentReader
{
    private const int MostInterventions = 10_000_000;

    private readonly Section _section;
    private readonly IReadOnlyList<ReadNetwork> _networks;
    private readonly AlignmentOptions _defaults = new() { Directions = [] };

    private AlignmentReader(Section section, IReadOnlyList<ReadNetwork> networks)
    {
        _section = section;
        _networks = networks;
    }

    /// <summary>The options; whatever is wrong is reported and stands at its default.</summary>
    public static AlignmentOptions Read(Section section, IReadOnlyList<ReadNetwork> networks) => new AlignmentReader(section, networks).Read();

    private AlignmentOptions Read()
    {
        AlignmentMethod method = ReadMethod();
        AlignmentOptions options = _defaults with
        {
            Method = method,
            Size = ReadSize(),
            Variables = ReadVariables(),
            Parametrisation = _section.Word("parametrisation", _defaults.Parametrisation),
            Start = _section.Word("start", _defaults.Start),
            Directions = DirectionReader.Read(_section, _networks, method),
            Steps = _section.Whole("steps", _defaults.Steps, 0),
            LearningRate = _section.Real("learning_rate", _defaults.LearningRate, Bounds.Positive),
            Batch = _section.Whole("batch", _defaults.Batch, 1, MostInterventions),
            Stop = ReadStop(_section.Sub("stop")),
            ValidateEvery = _section.Whole("validate_every", _defaults.ValidateEvery, 1),
            Train = _section.Whole("train", _defaults.Train, 1, MostInterventions),
            Validation = _section.Whole("validation", _defaults.Validation, 1, MostInterventions),
            Test = _section.Whole("test", _defaults.Test, 1, MostInterventions),
            Seeds = ReadSeeds(),
        };
        _section.OnlyWord("family", "orthogonal");
        _section.OnlyWord("mask", "fixed");
        _section.OnlyWord("scheme", "single");
        _section.Finish();
        return options;
    }

    private AlignmentMethod ReadMethod()
    {
        if (IsList("method", "methods"))
            return _defaults.Method;
        AlignmentMethod method = _section.Word("method", _defaults.Method);
        if (method == AlignmentMethod.Mas && _networks.Count == 1)
            _section.Fail(_section.Take("method"), "method", "method mas compares networks, and there is only 1; add another, or use das, which aligns a network with itself");
        return method;
    }

    private int? ReadSize()
    {
        YamlNode? node = _section.Take("size");
        if (IsList("size", "sizes"))
            return _defaults.Size;
        if (node is YamlScalar { Text: "full" })
            return null;
        if (node is YamlScalar { IsText: true })
        {
            _section.Fail(node, "size", $"a whole number or the word full is wanted, found {node.Description}");
            return _defaults.Size;
        }
        int size = node is null ? _defaults.Size!.Value : _section.Value(node, "size").Whole(1, int.MaxValue) ?? 1;
        foreach (ReadNetwork network in _networks)
        {
            if (network.Source is TrainedNetwork trained && size > trained.Width)
                _section.Fail(node, "size", $"{size} dimensions are more than the width {trained.Width} of network '{network.Name}'; the limit is the smallest width, which is also written full");
        }
        return size;
    }

    private ValueList<string> ReadVariables()
    {
        const string key = "variables";
        if (_section.Items(key) is not { } items)
            return _defaults.Variables;
        if (items.Count != 1)
            _section.Fail(_section.Take(key), key, items.Count == 0 ? "the list is empty; wanted is full or a variable's name" : "a list of several variables is not available yet; wanted is one entry");
        if (items.Count != 1 || items[0] is YamlMap)
        {
            if (items.Count == 1)
                _section.Fail(items[0], key, "a mapping from network to variable is not available yet; wanted is full or a variable's name");
            return _defaults.Variables;
        }
        return _section.Word(items[0], key, TaskReader.Variables) is string variable ? [variable] : _defaults.Variables;
    }

    private StopOptions ReadStop(Section section)
    {
        StopOptions defaults = _defaults.Stop;
        StopOptions stop = new()
        {
            Target = section.Real("target", defaults.Target, Bounds.Positive),
            Patience = section.Whole("patience", defaults.Patience, 1),
            Improvement = section.Real("improvement", defaults.Improvement, Bounds.Share),
            HopelessAfter = section.Whole("hopeless_after", defaults.HopelessAfter, 1),
        };
        section.Finish();
        return stop;
    }

    private ValueList<int> ReadSeeds()
    {
        int[]? seeds = _section.Wholes("seeds", 0);
        if (seeds is { Length: 0 })
            _section.Fail(_section.Take("seeds"), "seeds", "the list is empty; at least one seed is wanted");
        return seeds is null ? _defaults.Seeds : [.. seeds];
    }

    private bool IsList(string key, string many)
    {
        YamlNode? node = _section.Take(key);
        if (node is not YamlList)
            return false;
        _section.Fail(node, key, $"a list of {many} is not available yet; one value is wanted");
        return true;
    }
}
