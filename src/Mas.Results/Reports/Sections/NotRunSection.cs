using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>What a run has not looked at, with the line of YAML that would.</summary>
internal static class NotRunSection
{
    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        IReadOnlyList<WantedEvidence> missing = EvidenceSections.Missing(run);
        if (missing.Count == 0 || run.Directions.Count == 0)
            return;
        html.Section(level, "What was not run");
        html.Add($"<p>A line in the experiment file adds each of these; several analyses go into one list.</p><dl class=\"pairs\">");
        foreach (WantedEvidence one in missing)
            html.Add($"<dt>{one.What}</dt><dd><code>{one.Yaml}</code></dd>");
        html.Add($"</dl></section>");
    }
}
