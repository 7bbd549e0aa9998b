using System.Text.Json;
using Mas.Experiments;
using Mas.Results.Json;
using Mas.Results.Statistics;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary>Checked sites for people and for programs.</summary>
internal static class CheckText
{
    /// <summary>A table with aligned columns, and below it which site to take.</summary>
    public static string Table(Experiment experiment, IReadOnlyList<CheckedNetwork> networks)
    {
        string[] head = ["network", "site", "width", "full-exchange", "no-swap", "corrected", "at least", ""];
        string[][] rows = [head, .. networks.SelectMany(network => network.Sites.Select(site => Row(network, site)))];
        int[] widths = [.. head.Select((_, column) => rows.Max(row => row[column].Length))];
        IEnumerable<string> lines = rows.Select(row =>
            string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        string[] all = [Title(experiment), "", .. lines, "", .. networks.SelectMany(network => network.Sentences)];
        return string.Join(Environment.NewLine, all.Select(line => Printable.Of(line)));
    }

    public static string Json(Experiment experiment, IReadOnlyList<CheckedNetwork> networks) => ResultJson.Object(json =>
    {
        json.WriteString("run", experiment.Name);
        json.WriteString("scheme", experiment.Alignment.Scheme.Word());
        json.WriteNumber("same", experiment.Verdict.Same);
        json.WriteStartArray("networks");
        foreach (CheckedNetwork network in networks)
            Write(json, network);
        json.WriteEndArray();
    });

    private static string Title(Experiment experiment) =>
        $"The whole latent exchanged within each network, scheme {experiment.Alignment.Scheme.Word()}. Complete: at least "
        + $"{Percent.Threshold(experiment.Verdict.Same)} when corrected for chance, with 95 % confidence.";

    private static string[] Row(CheckedNetwork network, CheckedSite site) =>
    [
        network.Name, site.Site.Name, Invariant($"{site.Site.Width}"), Percent.Of(site.Found.Outcome.TrialIia),
        Percent.Of(site.Found.Floor.TrialIia), Percent.OrDash(site.Corrected?.Value), Percent.OrDash(site.Corrected?.Low),
        site.IsInput ? "input site" : site.IsComplete ? "complete" : "",
    ];

    private static void Write(Utf8JsonWriter json, CheckedNetwork network)
    {
        json.WriteStartObject();
        json.WriteString("name", network.Name);
        json.WriteString("take", network.Best?.Site.Name);
        json.WriteStartArray("sites");
        foreach (CheckedSite site in network.Sites)
            Write(json, site);
        json.WriteEndArray();
        json.WriteStartArray("sentences");
        foreach (string sentence in network.Sentences)
            json.WriteStringValue(sentence);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CheckedSite site)
    {
        json.WriteStartObject();
        json.WriteString("name", site.Site.Name);
        json.WriteNumber("width", site.Site.Width);
        json.WriteNumber("full_exchange", site.Found.Outcome.TrialIia);
        json.WriteNumber("no_swap", site.Found.Floor.TrialIia);
        json.WriteNumber("samples", site.Found.Outcome.TrialsRight.Length);
        ResultJson.Write(json, "corrected", site.Corrected?.Value);
        ResultJson.Write(json, "low", site.Corrected?.Low);
        ResultJson.Write(json, "high", site.Corrected?.High);
        json.WriteBoolean("complete", site.IsComplete);
        json.WriteBoolean("input_site", site.IsInput);
        json.WriteEndObject();
    }
}
