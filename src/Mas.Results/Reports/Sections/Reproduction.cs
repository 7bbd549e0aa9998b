using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>What is needed to make the run again and to check that it came out the same.</summary>
internal static class Reproduction
{
    public static void Write(HtmlWriter html, ReportInput input, int level, string id)
    {
        RunRecord run = input.Run;
        html.Section(level, "How to reproduce it");
        if (run.Command is not null)
            html.Add($"<pre tabindex=\"0\" role=\"region\" aria-label=\"{Landmark.Name("Command", id)}\"><code>{run.Command}</code></pre>");
        html.Add($"<dl class=\"pairs\">");
        if (!run.IsOfMatrices)
            Pair(html, "Data seed", run.Seed.ToString(CultureInfo.InvariantCulture));
        Pair(html, "Alignment seeds", string.Join(", ", run.AlignmentSeeds));
        Pair(html, "Started", run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        Pair(html, "Time", Duration(run.Seconds) + string.Concat(run.Timings.Select(stage => $"; {stage.Key} {Duration(stage.Value)}")));
        if (run.PeakMemoryBytes > 0)
            Pair(html, "Peak memory", Gigabytes(run.PeakMemoryBytes));
        if (run.Hardware is { } hardware)
            Pair(html, "Machine", $"{hardware.Cpu}, {hardware.Cores} cores, {hardware.Threads} threads used, "
                + $"{Gigabytes(hardware.MemoryBytes)}, {hardware.System}, device {hardware.Device}");
        Pair(html, "Versions", string.Join(", ", run.Versions.Select(version => $"{version.Key} {version.Value}")));
        foreach ((string seed, int step) in run.ResumedFrom)
            Pair(html, $"Resumed ({seed})", $"from step {step}");
        html.Add($"</dl>");
        Hashes(html, run);
        if (input.Experiment.Length > 0)
            html.Add($"<details id=\"{id}-experiment\"><summary>The resolved experiment file</summary><pre tabindex=\"0\" role=\"region\" "
                + $"aria-label=\"{Landmark.Name("Experiment file", id)}\"><code>{input.Experiment}</code></pre></details>");
        html.Add($"</section>");
    }

    private static void Pair(HtmlWriter html, string label, string value)
    {
        if (value.Length > 0)
            html.Pair(label, value);
    }

    private static void Hashes(HtmlWriter html, RunRecord run)
    {
        if (run.Hashes.Count == 0 && run.Networks.Count == 0)
            return;
        html.Add($"<details><summary>Hashes (SHA-256)</summary><dl class=\"pairs hashes\">");
        foreach ((string what, string hash) in run.Hashes)
            Pair(html, what, hash);
        foreach (NetworkRecord network in run.Networks)
            Pair(html, $"{(network.Matrix is null ? "weights" : "matrices")} of {network.Name}", network.Hash);
        html.Add($"</dl></details>");
    }

    private static string Gigabytes(long bytes) => Invariant($"{bytes / 1e9:0.0} GB");

    private static string Duration(double seconds) => seconds < 100 ? Invariant($"{seconds:0.0} s")
        : seconds < 7200 ? Invariant($"{Math.Floor(seconds / 60)} min {seconds % 60:0} s")
        : Invariant($"{seconds / 3600:0.0} h");
}
