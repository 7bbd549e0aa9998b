using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>The networks that took part, and how well each does its task without any intervention.</summary>
internal static class NetworksTable
{
    /// <param name="isOfTexts">Whether they are language models, each with a behaviour of its own that is neither right nor wrong.</param>
    public static void Write(HtmlWriter html, IReadOnlyList<NetworkRecord> networks, bool isOfTexts, int level)
    {
        if (networks.Count == 0)
            return;
        if (networks.All(network => network.Matrix is not null))
        {
            WriteMatrices(html, networks, level);
            return;
        }
        html.Section(level, "Networks");
        html.Table("Network", "Architecture", "#Width", "#Parameters", "Site", "Task", "#Accuracy", "#On held-out quantities",
            "#Usable sequences", "Origin");
        foreach (NetworkRecord network in networks)
        {
            bool isRead = !network.Accessible && network.Recording is null;
            html.Add($"<tr><th scope=\"row\">{network.Name}</th>{new Cell("Architecture", network.Architecture, "")}"
                + $"{new Cell("Width", $"{network.Width}")}"
                + $"{new Cell("Parameters", network.IsActivityAlone ? "–" : Count(network.Parameters))}"
                + $"{new Cell("Site", network.Site + (isRead ? ", inaccessible: training only reads it" : ""), "")}"
                + $"{new Cell("Task", Task(network), "")}");
            html.Add($"{new Cell("Accuracy", Percent.OrDash(network.Accuracy))}"
                + $"{new Cell("On held-out quantities", Percent.OrDash(network.AccuracyHeldOut))}"
                + $"{new Cell("Usable sequences", Usable(network))}"
                + $"{new Cell("Origin", Origin(network.Origin) + (network.Frozen ? ", its alignment from an earlier run" : ""), "")}</tr>");
        }
        html.Add($"</tbody></table>");
        foreach (NetworkRecord network in networks.Where(one => one.Recording is not null))
            html.Add($"<p>{network.Name} is a recording{(network.IsActivityAlone ? $" ({network.Task})" : "")}, which is read and never "
                + $"run: {network.Recording!.Text}.</p>");
        html.Add($"<p class=\"fine\">{(isOfTexts ? OfTexts : OfTasks)}</p></section>");
    }

    private const string OfTexts = "Usable are, of all texts of the run, those that the network can read to the end of the context. "
        + "There is no accuracy: what a network says next is its own behaviour, which no task calls right or wrong.";

    private const string OfTasks = "Accuracy is the share of natural test sequences with every scored token right, without held-out "
        + "quantities. Usable are, of all sequences that the run has drawn, those that the network gets right: interventions use no "
        + "others.";

    private static void WriteMatrices(HtmlWriter html, IReadOnlyList<NetworkRecord> networks, int level)
    {
        html.Section(level, "Networks");
        html.Table("Network", "#Conditions", "#People", "#Matrices");
        foreach (NetworkRecord network in networks)
            html.Add($"<tr><th scope=\"row\">{network.Name}</th>{new Cell("Conditions", Count(network.Matrix!.Conditions))}"
                + $"{new Cell("People", Count(network.Matrix.People))}{new Cell("Matrices", Count(network.Matrix.Matrices))}</tr>");
        html.Add($"</tbody></table><p class=\"fine\">Each network is the mean of its matrices of dissimilarities, over people and their "
            + $"sessions.</p></section>");
    }

    private static string Task(NetworkRecord network) => network.IsActivityAlone ? "its own trials"
        : network.Task + (network.Causal is null ? "" : $", as {network.Causal}");

    private static string Usable(NetworkRecord network) => network.IsActivityAlone ? $"{Count(network.Sequences)} trials"
        : $"{Count(network.Usable)} of {Count(network.Sequences)}";

    // Thin spaces between thousands, as the comma and the point mean different things to different readers.
    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '\u202f');

    private static string Origin(string origin) => origin switch
    {
        "trained" => "trained in this run",
        "cache" => "trained earlier, from the cache",
        "folder" => "from a folder",
        "python" => "a Python process",
        "recording" => "from a file of recorded activity",
        _ => origin,
    };
}
