using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>What a run has not looked at, with the line of YAML that would.</summary>
internal static class NotRunSection
{
    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        IReadOnlyList<WantedEvidence> missing = EvidenceSections.Missing(run);
        string[] idle = [.. Idle(run)];
        if (missing.Count + idle.Length == 0 || run.Directions.Count == 0)
            return;
        html.Section(level, "What was not run");
        if (idle.Length > 0)
            html.Add($"<p>{new Prose($"Asked for, and with nothing to do here: {string.Join("; ", idle)}.")}</p>");
        if (missing.Count > 0)
        {
            html.Add($"<p>A line in the experiment file adds each of these; several analyses go into one list.</p><dl class=\"pairs\">");
            foreach (WantedEvidence one in missing)
                html.Add($"<dt>{one.What}</dt><dd><code>{one.Yaml}</code></dd>");
            html.Add($"</dl>");
        }
        html.Add($"</section>");
    }

    // Analyses that look first whether there is anything to do.
    private static IEnumerable<string> Idle(RunRecord run)
    {
        IReadOnlyList<string> asked = run.Alignment?.Asked ?? [];
        if (asked.Contains(AlgorithmResult.Analysis) && run.Evidence?.Algorithms.Count == 0)
            yield return $"`{AlgorithmResult.Analysis}`, which asks a network that has learned its task, at a site that is no input site";
        if (asked.Contains(OtherMap.Analysis) && run.Evidence is { OtherMaps.Count: 0, WithoutNull.Count: 0 })
            yield return $"`{OtherMap.Analysis}`, which tries again what falls short between two networks";
    }
}
