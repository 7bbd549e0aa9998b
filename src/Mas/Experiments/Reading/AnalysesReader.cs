using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>Reads the key <c>analyses</c>: a list of words, <c>false</c> for none, or what is done by default where it is not
/// written.</summary>
internal static class AnalysesReader
{
    private const string Key = "analyses";

    /// <summary>Words, in the order of the analyses.</summary>
    /// <param name="known">All analyses, in their order.</param>
    /// <param name="experiment">The rest of the experiment; null where it is wrong.</param>
    public static ValueList<string> Read(Section root, IReadOnlyList<AnalysisRule> known, ReadExperiment? experiment)
    {
        YamlNode? node = root.Take(Key);
        HashSet<string> found = node switch
        {
            null => experiment is null ? [] : [.. known.Where(rule => rule.IsDefault(experiment)).Select(rule => rule.Word)],
            YamlScalar { AsFlag: false } => [],
            YamlList list => Listed(root, list, known, experiment),
            _ => root.Refuse<HashSet<string>>(node, Key, $"a list of analyses or false is wanted, found {node.Description}") ?? [],
        };
        if (experiment is not null)
            found.UnionWith(known.Where(rule => rule.IsAlwaysDone(experiment)).Select(rule => rule.Word));
        return [.. known.Select(rule => rule.Word).Where(found.Contains)];
    }

    /// <summary>Words of the analyses that something in the experiment is against.</summary>
    public static ValueList<string> RuledOut(IReadOnlyList<AnalysisRule> known, ReadExperiment? experiment) =>
        experiment is null ? [] : [.. known.Where(rule => rule.Against(experiment).Any()).Select(rule => rule.Word)];

    private static HashSet<string> Listed(Section root, YamlList list, IReadOnlyList<AnalysisRule> known, ReadExperiment? experiment)
    {
        string[] words = [.. known.Select(rule => rule.Word)];
        var found = new HashSet<string>();
        foreach (YamlNode item in list.Items)
        {
            if (root.Word(item, Key, words) is not string word)
                continue;
            if (!found.Add(word))
                root.Fail(item, Key, $"'{word}' comes twice");
            foreach (string reason in experiment is null ? [] : known.Single(rule => rule.Word == word).Against(experiment))
                root.Fail(item, Key, reason);
        }
        return found;
    }
}
