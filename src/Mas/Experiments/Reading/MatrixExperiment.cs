using Mas.Experiments.Yaml;
using Mas.Similarity;

namespace Mas.Experiments.Reading;

/// <summary>Reads an experiment whose networks are matrices of dissimilarities: they are compared as they are, and nothing else can be
/// asked of them.</summary>
internal static class MatrixExperiment
{
    private const string Measures = "similarity", Evaluation = "evaluation";

    private static readonly string[] s_ofNetwork = ["task", "site", "accessible", "insist"];
    private static readonly string[] s_ofAll = ["task", "site", "alignment", "analyses", "verdict"];
    private static readonly string[] s_ofEvaluation = ["directions", "controls"];

    /// <summary>Whether one of the networks is a matrix.</summary>
    public static bool Is(IReadOnlyList<ReadNetwork> networks) => networks.Any(network => network.Source?.IsMatrix == true);

    /// <summary>The experiment; null where it is wrong.</summary>
    public static Experiment? Read(Section root, string? name, int seed, IReadOnlyList<ReadNetwork> networks)
    {
        if (networks.FirstOrDefault(network => network.Copy is not null || network.Source?.IsMatrix == false) is { } other)
        {
            ReadNetwork matrix = networks.First(network => network.Source?.IsMatrix == true);
            other.Section.Fail("name", $"network '{other.Name}' has activity, and '{matrix.Name}' is a matrix of dissimilarities (rdm); "
                + "the two kinds are not compared with one another, so put them into experiments of their own");
            return null;
        }
        networks = CausalExpansion.Of(root, networks, []);
        foreach (ReadNetwork network in networks)
            Refuse(network.Section, s_ofNetwork);
        Refuse(root, s_ofAll);
        if (networks.Count == 1)
            root.Fail("networks", "one matrix of dissimilarities is listed; at least two are wanted, to be compared");
        EvaluationOptions evaluation = root.Sub(Evaluation, ReadEvaluation);
        root.Take("small");
        root.Finish();
        return root.Errors.Any || name is null ? null : new()
        {
            Name = name,
            Seed = seed,
            Networks = [.. networks.Select(network => network.ToOptions())],
            Alignment = new AlignmentOptions { Methods = [], Sizes = [], Variables = [], Seeds = [] },
            Evaluation = evaluation,
        };
    }

    private static EvaluationOptions ReadEvaluation(Section section)
    {
        Refuse(section, s_ofEvaluation);
        string[] measures = [.. (section.Items(Measures) ?? []).Select((item, i) => Measure(section, item, i)).OfType<string>()];
        if (section.Take(Measures) is YamlList { Items.Count: 0 } empty)
            section.Fail(empty, Measures, "the list is empty; at least one measure is wanted");
        if (measures.GroupBy(one => one).FirstOrDefault(same => same.Count() > 1) is { } twice)
            section.Fail(Measures, $"'{twice.Key}' comes twice");
        return new() { Controls = [], Similarity = measures.Length == 0 ? [GivenMeasure.All[0].Name] : [.. measures] };
    }

    private static string? Measure(Section section, YamlNode item, int place)
    {
        string key = Dotted.Join(Measures, place);
        if (section.Value(item, key).Text() is not string name)
            return null;
        string[] given = [.. GivenMeasure.All.Select(one => one.Name)];
        return given.Contains(name) ? name : SimilarityMeasures.Find(name)?.Name
            ?? section.Refuse<string>(item, key, $"unknown measure '{name}'{NearestWord.Advice(name, given)}");
    }

    private static void Refuse(Section section, string[] keys)
    {
        foreach (string key in keys)
            if (section.Take(key) is { } node && !(node is YamlScalar { AsFlag: false } && key is "analyses" or "controls"))
                section.Fail(node, key, "matrices of dissimilarities have no activity, so that nothing is run, aligned or exchanged; leave "
                    + "this key out");
    }
}
