using Mas.Experiments.Yaml;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Experiments.Reading;

/// <summary>What methods, networks and directions must fit together.</summary>
internal sealed class DirectionRules
{
    private static readonly AlignmentMethod[] s_between = [AlignmentMethod.UnidirectionalMas, AlignmentMethod.Stitching, AlignmentMethod.LinearStitching, AlignmentMethod.LatentStitching];

    private readonly Section _section;
    private readonly IReadOnlyList<ReadNetwork> _networks;
    private readonly AlignmentOptions _options;

    private DirectionRules(Section section, IReadOnlyList<ReadNetwork> networks, AlignmentOptions options) =>
        (_section, _networks, _options) = (section, networks, options);

    /// <summary>Reports everything that does not fit.</summary>
    /// <param name="section">The alignment.</param>
    /// <param name="networks">All of them.</param>
    /// <param name="methods">The methods, as far as they are possible, with their directions.</param>
    /// <param name="options">What is asked for.</param>
    public static void Check(Section section, IReadOnlyList<ReadNetwork> networks, IReadOnlyList<Method> methods, AlignmentOptions options)
    {
        var rules = new DirectionRules(section, networks, options);
        foreach (AlignmentMethod method in options.Methods)
            rules.CheckNetworks(method);
        rules.CheckLists();
        foreach (Method method in methods)
        {
            rules.CheckAccess(method);
            rules.CheckTrained(method);
        }
    }

    /// <summary>Whether the number of networks is one that the method is for; that it is not is reported.</summary>
    public static bool IsPossible(AlignmentMethod method, int networks) =>
        s_between.Contains(method) ? networks == 2 : networks >= 2 || method is AlignmentMethod.Das or AlignmentMethod.Custom;

    private void CheckNetworks(AlignmentMethod method)
    {
        string word = method.Word();
        int count = _networks.Count, accessible = _networks.Count(network => network.Accessible);
        if (s_between.Contains(method) && count != 2)
            Fail("method", $"method {word} goes from the first of two networks into the second, and the number of networks is {count}; list 2");
        else if (!IsPossible(method, count))
            Fail("method", $"method {word} compares networks, and there is only 1; add another, or use das, which aligns a network with itself");
        if (method == AlignmentMethod.Clmas && accessible == count)
            Fail("method", "method clmas is for a network that is not accessible, and all are; write 'accessible: false' beside one, or use mas");
        if (method == AlignmentMethod.Clmas && accessible == 0)
            Fail("method", "method clmas needs a network that is accessible, and none is; leave 'accessible: false' out beside one");
        if (method == AlignmentMethod.Custom && _options.Directions is null && _options.ClDirections is null)
            Fail("method", "method custom trains the directions that are listed, and none are; write directions, cl_directions or both");
    }

    private void CheckLists()
    {
        // Beside a method that takes a list, others keep their own directions.
        AlignmentMethod? bound = _options.Methods.Any(method => AlignmentCase.Listable.Contains(method)) ? null : _options.Methods[0];
        foreach ((string key, ValueList<NamedDirection>? listed) in ((string, ValueList<NamedDirection>?)[])[("directions", _options.Directions), ("cl_directions", _options.ClDirections)])
        {
            if (_section.Take(key) is not { } node)
                continue;
            if (bound is { } method)
                _section.Fail(node, key, $"method {method.Word()} has its own directions; a list needs method mas, clmas or custom");
            // The word all is what is left; a list that names a direction means it.
            if (node is YamlList && listed?.FirstOrDefault(_options.HeldOut.Contains) is { } both)
                Fail("held_out", $"the direction {both} is held out and also listed in {key}; leave it out in one of the two");
        }
    }

    private void CheckAccess(Method method)
    {
        foreach (ReadNetwork network in method.Behaviour.Select(direction => _networks[direction.Target]).Distinct().Where(network => !network.Accessible))
            Fail(DirectionsKey, $"method {method.Name} would run network '{network.Name}' from an intervention, and it is not accessible; use clmas or latent-stitching, or list only directions into accessible networks");
    }

    private void CheckTrained(Method method)
    {
        if (method.Trained.Count == 0)
        {
            if (_options.HeldOut.Count > 0)
                Fail("held_out", $"no direction of method {method.Name} is left to be trained; hold fewer out");
            return;
        }
        if (method.Name == AlignmentMethod.Clmas.Word() && method.CounterfactualLatent.Count == 0 && _networks.Any(network => !network.Accessible))
            Fail(_options.ClDirections is null ? "held_out" : "cl_directions", "method clmas has no direction left that carries the CL loss; leave one into a network that is not accessible");
        if (_options.DirectionsPerStep > method.Trained.Count)
            Fail("directions_per_step", $"{_options.DirectionsPerStep} directions per step are more than the {method.Trained.Count} that method {method.Name} trains");
        // DAS takes one network at a time.
        if (method.Name == AlignmentMethod.Das.Word())
            return;
        // Networks of a run that is extended are aligned already.
        foreach (ReadNetwork idle in _networks.Where((_, k) => k >= (_options.Extend?.Networks.Count ?? 0) && !method.Trained.Any(direction => direction.Source == k || direction.Target == k)))
            Fail(_options.HeldOut.Count > 0 ? "held_out" : DirectionsKey, $"network '{idle.Name}' is in no direction that is trained, so nothing would align it");
    }

    private string DirectionsKey => _options.Directions is not null ? "directions" : _options.ClDirections is not null ? "cl_directions" : "method";

    private void Fail(string key, string message) => _section.Fail(_section.Take(key), key, message);
}
