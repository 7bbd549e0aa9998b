using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>The networks that took part, and how well each does its task without any intervention.</summary>
internal static class NetworksTable
{
    public static void Write(HtmlWriter html, IReadOnlyList<NetworkRecord> networks, int level)
    {
        if (networks.Count == 0)
            return;
        html.Add($"<section>");
        html.Heading(level, "Networks");
        html.Add($"<table class=\"cards\"><thead><tr><th scope=\"col\">Network</th><th scope=\"col\">Architecture</th><th scope=\"col\" "
            + $"class=\"number\">Width</th><th scope=\"col\" class=\"number\">Parameters</th><th scope=\"col\">Site</th><th "
            + $"scope=\"col\">Task</th><th scope=\"col\" class=\"number\">Accuracy</th><th scope=\"col\" class=\"number\">On held-out "
            + $"quantities</th><th scope=\"col\" class=\"number\">Usable sequences</th><th scope=\"col\">Origin</th></tr></thead><tbody>");
        foreach (NetworkRecord network in networks)
            Row(html, network);
        html.Add($"</tbody></table><p class=\"fine\">Accuracy is the share of natural sequences with every scored token right. Only "
            + $"sequences that a network gets right are used for interventions.</p></section>");
    }

    private static void Row(HtmlWriter html, NetworkRecord network)
    {
        string heldOut = network.AccuracyHeldOut is double share ? Percent.Of(share) : "–";
        html.Add($"<tr><th scope=\"row\">{network.Name}</th><td data-label=\"Architecture\">{network.Architecture}</td><td "
            + $"class=\"number\" data-label=\"Width\">{network.Width}</td><td class=\"number\" "
            + $"data-label=\"Parameters\">{Count(network.Parameters)}</td><td "
            + $"data-label=\"Site\">{network.Site}{(network.Accessible ? "" : ", inaccessible: training only reads it")}</td><td "
            + $"data-label=\"Task\">{network.Task}{(network.Causal is null ? "" : $", as {network.Causal}")}</td>");
        html.Add($"<td class=\"number\" data-label=\"Accuracy\">{Percent.Of(network.Accuracy)}</td><td class=\"number\" data-label=\"On "
            + $"held-out quantities\">{heldOut}</td><td class=\"number\" data-label=\"Usable sequences\">{Count(network.Usable)} of "
            + $"{Count(network.Sequences)}</td><td "
            + $"data-label=\"Origin\">{Origin(network.Origin)}{(network.Frozen ? ", its alignment from an earlier run" : "")}</td></tr>");
    }

    // Thin spaces between thousands, as the comma and the point mean different things to different readers.
    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '\u202f');

    private static string Origin(string origin) => origin switch
    {
        "trained" => "trained in this run",
        "cache" => "trained earlier, from the cache",
        "folder" => "from a folder",
        _ => origin,
    };
}
