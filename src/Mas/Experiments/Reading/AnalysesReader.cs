using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>Reads the key <c>analyses</c>.</summary>
internal static class AnalysesReader
{
    private const string Key = "analyses";

    /// <summary>Words, in the order of the analyses.</summary>
    /// <param name="known">All analyses, in their order.</param>
    /// <param name="experiment">The rest of the experiment; null where it is wrong.</param>
    public static ValueList<string> Read(Section root, IReadOnlyList<AnalysisRule> known, ReadExperiment? experiment)
    {
        string[] words = [.. known.Select(rule => rule.Word)];
        var found = new HashSet<string>();
        foreach (YamlNode item in root.Items(Key) ?? [])
        {
            if (root.Word(item, Key, words) is not string word)
                continue;
            if (!found.Add(word))
                root.Fail(item, Key, $"'{word}' comes twice");
            foreach (string reason in experiment is null ? [] : known.Single(rule => rule.Word == word).Against(experiment))
                root.Fail(item, Key, reason);
        }
        if (experiment is not null)
            found.UnionWith(known.Where(rule => rule.IsAlwaysDone(experiment.Alignment)).Select(rule => rule.Word));
        return [.. words.Where(found.Contains)];
    }
}
