using Mas.Experiments.Yaml;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Experiments.Reading;

/// <summary>What methods, networks and directions must fit together.</summary>
internal sealed class DirectionRules(Section section, IReadOnlyList<ReadNetwork> networks, AlignmentOptions options)
{
    private static readonly AlignmentMethod[] s_between =
        [AlignmentMethod.UnidirectionalMas, AlignmentMethod.Stitching, AlignmentMethod.LinearStitching, AlignmentMethod.LatentStitching];

    /// <summary>Reports everything that does not fit.</summary>
    /// <param name="methods">The methods, as far as they are possible, with their directions.</param>
    public void Check(IReadOnlyList<Method> methods)
    {
        foreach (AlignmentMethod method in options.Methods)
            CheckNetworks(method);
        CheckLists();
        foreach (Method method in methods)
        {
            CheckAccess(method);
            CheckTrained(method);
        }
    }

    /// <summary>Whether the number of networks is one that the method is for; that it is not is reported.</summary>
    public static bool IsPossible(AlignmentMethod method, int networks) =>
        s_between.Contains(method) ? networks == 2 : networks >= 2 || method is AlignmentMethod.Das or AlignmentMethod.Custom;

    /// <summary>The key that says which directions are trained.</summary>
    public static string KeyOf(AlignmentOptions options) =>
        options.Directions is not null ? "directions" : options.ClDirections is not null ? "cl_directions" : "method";

    private void CheckNetworks(AlignmentMethod method)
    {
        string word = method.Word();
        int count = networks.Count, accessible = networks.Count(network => network.Accessible);
        if (s_between.Contains(method) && count != 2)
            section.Fail("method", $"method {word} goes from the first of two networks into the second, and the number of networks is "
                + $"{count}; list 2");
        else if (!IsPossible(method, count))
            section.Fail("method", $"method {word} compares networks, and there is only 1; add another, or use das, which aligns a network "
                + "with itself");
        if (method == AlignmentMethod.Clmas && accessible == count)
            section.Fail("method", "method clmas is for a network that is not accessible, and all are; write 'accessible: false' beside "
                + "one, or use mas");
        if (method == AlignmentMethod.Clmas && accessible == 0)
            section.Fail("method", "method clmas needs a network that is accessible, and none is; "
                + "leave 'accessible: false' out beside one");
        if (method == AlignmentMethod.Custom && options.Directions is null && options.ClDirections is null)
            section.Fail("method", "method custom trains the directions that are listed, and none are; "
                + "write directions, cl_directions or both");
    }

    private void CheckLists()
    {
        // Beside a method that takes a list, others keep their own directions.
        AlignmentMethod? bound = options.Methods.Any(method => AlignmentCase.Listable.Contains(method)) ? null : options.Methods[0];
        CheckList("directions", options.Directions);
        CheckList("cl_directions", options.ClDirections);

        void CheckList(string key, ValueList<NamedDirection>? listed)
        {
            if (section.Take(key) is not { } node)
                return;
            if (bound is { } method)
                section.Fail(node, key, $"method {method.Word()} has its own directions; a list needs method mas, clmas or custom");
            // The word all is what is left; a list that names a direction means it.
            if (node is YamlList && listed?.FirstOrDefault(options.HeldOut.Contains) is { } both)
                section.Fail("held_out", $"the direction {both} is held out and also listed in {key}; leave it out in one of the two");
        }
    }

    private void CheckAccess(Method method)
    {
        foreach (ReadNetwork closed in method.Behaviour.Select(direction => networks[direction.Target]).Distinct())
            if (!closed.Accessible)
                section.Fail(KeyOf(options), $"method {method.Name} would run network '{closed.Name}' from an intervention, and it is not "
                    + "accessible; use clmas or latent-stitching, or list only directions into accessible networks");
    }

    private void CheckTrained(Method method)
    {
        if (method.Trained.Count == 0)
        {
            if (options.HeldOut.Count > 0)
                section.Fail("held_out", $"no direction of method {method.Name} is left to be trained; hold fewer out");
            return;
        }
        if (method.Name == AlignmentMethod.Clmas.Word() && method.CounterfactualLatent.Count == 0
            && networks.Any(network => !network.Accessible))
            section.Fail(options.ClDirections is null ? "held_out" : "cl_directions", "method clmas has no direction left that carries the "
                + "CL loss; leave one into a network that is not accessible");
        if (options.DirectionsPerStep > method.Trained.Count)
            section.Fail("directions_per_step", $"{options.DirectionsPerStep} directions per step are more than the {method.Trained.Count} "
                + $"that method {method.Name} trains");
        // DAS takes one network at a time.
        if (method.Name == AlignmentMethod.Das.Word())
            return;
        // Networks of a run that is extended are aligned already.
        for (int k = options.Extend?.Networks.Count ?? 0; k < networks.Count; k++)
            if (!method.Trained.Any(direction => direction.Source == k || direction.Target == k))
                section.Fail(options.HeldOut.Count > 0 ? "held_out" : KeyOf(options),
                    $"network '{networks[k].Name}' is in no direction that is trained, so nothing would align it");
    }
}
