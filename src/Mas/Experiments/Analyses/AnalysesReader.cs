using Mas.Alignments;
using Mas.Experiments.Yaml;

namespace Mas.Experiments.Analyses;

/// <summary>Reads the key <c>analyses</c>.</summary>
internal static class AnalysesReader
{
    private const string Key = "analyses";

    /// <param name="root">The whole file.</param>
    /// <param name="networks">All of them.</param>
    /// <param name="alignment">Null where it is wrong.</param>
    public static ValueList<Analysis> Read(Section root, IReadOnlyList<ReadNetwork> networks, AlignmentOptions? alignment)
    {
        var found = new List<Analysis>();
        SubspaceRules? subspaces = alignment is null ? null : new SubspaceRules(networks, alignment);
        foreach (YamlNode item in root.Items(Key) ?? [])
        {
            string? word = root.Word(item, Key, Words.All<Analysis>());
            if (word is null)
                continue;
            if (!AnalysisStage.Available.Contains(Words.Value<Analysis>(word)))
                root.Fail(item, Key, $"'{word}' is not available yet");
            else if (found.Contains(Words.Value<Analysis>(word)))
                root.Fail(item, Key, $"'{word}' comes twice");
            else
                found.Add(Words.Value<Analysis>(word));
            foreach (string reason in subspaces?.Against(Words.Value<Analysis>(word)) ?? [])
                root.Fail(item, Key, reason);
        }
        if (found.Contains(Analysis.Untrained) && alignment?.Extend is not null)
            root.Fail(root.Take(Key), Key, "untrained networks have no alignments that could be kept: leave untrained out, or extend");
        // What bends can be made to fit almost anything: its accuracy is never reported without this control.
        else if (alignment is { Design.Family: AlignmentFamily.Reversible, Extend: null } && !found.Contains(Analysis.Untrained))
            found.Add(Analysis.Untrained);
        return [.. found.Order()];
    }
}
