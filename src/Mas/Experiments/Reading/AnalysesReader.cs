using Mas.Alignments;
using Mas.Experiments.Yaml;
using Mas.Tensors;

namespace Mas.Experiments.Reading;

/// <summary>Reads the key <c>analyses</c>.</summary>
internal static class AnalysesReader
{
    private const string Key = "analyses";

    /// <param name="root">The whole file.</param>
    /// <param name="alignment">Null where it is wrong.</param>
    /// <param name="rules">What the rest of the experiment allows; null where it is wrong.</param>
    public static ValueList<Analysis> Read(Section root, AlignmentOptions? alignment, AnalysisRules? rules)
    {
        var found = new List<Analysis>();
        foreach (YamlNode item in root.Items(Key) ?? [])
        {
            string? word = root.Word(item, Key, Words.All<Analysis>());
            if (word is null)
                continue;
            Analysis analysis = Words.Value<Analysis>(word);
            if (found.Contains(analysis))
                root.Fail(item, Key, $"'{word}' comes twice");
            else
                found.Add(analysis);
            foreach (string reason in rules?.Against(analysis) ?? [])
                root.Fail(item, Key, reason);
        }
        // What bends can be made to fit almost anything: its accuracy is never reported without this control.
        if (alignment is { Design.Family: AlignmentFamily.Reversible, Extend: null } && !found.Contains(Analysis.Untrained))
            found.Add(Analysis.Untrained);
        return [.. found.Order()];
    }
}
