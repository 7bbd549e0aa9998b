using System.Text.Json;
using Mas.Cli.Terminal;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Results.Json;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary>What a run would do and about what it would cost: from arithmetic alone, but for networks that can only be called, which are
/// timed.</summary>
internal static class DryRun
{
    /// <summary>Sites of a network that are named.</summary>
    public const int MostSites = 8;

    public static string Text(Experiment experiment, RunOptions options)
    {
        if (experiment.IsOfMatrices)
            return MatrixDryRun.Text(experiment, options);
        if (experiment.Texts is not null)
            return TextDryRun.Text(experiment, options);
        RunEstimate estimate = Preflight.Measured(experiment, options);
        (RunShape shape, MemoryEstimate memory, RunTime time) = estimate;
        AlignmentOptions alignment = experiment.Alignment;
        string[] lines =
        [
            $"{experiment.Name}: {Count(shape.Networks.Count, "network")}, {Count(shape.Networks.Count, "alignment function")} "
                + "for each method, size and seed",
            .. shape.Networks.Select(Line),
            $"  {Variables(alignment)}",
            .. shape.Cases.GroupBy(variant => (variant.Method.Name, Sizes: string.Join('-', variant.Sizes)))
                .SelectMany(same => DryRunDirections.Of([.. same], experiment, direction => shape.CanExchange(direction))
                    .Prepend(CaseLine([.. same], alignment, time))),
            .. ExperimentRunner.Analyses(experiment).Select(analysis => $"  {analysis.Key}: {analysis.Value}"),
            Invariant($"  interventions per direction: {alignment.Train} training, {alignment.Validation} validation, ")
                + Invariant($"{alignment.Test} test"),
            .. Times(time, alignment),
            $"  {memory.Text}",
            .. memory.TooMuchFor(options.FreeMemory()) is InputError error && options.Device.IsHost
                ? (string[])[$"  it would be refused: {error.Message}"] : [],
        ];
        return string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line)));
    }

    /// <summary>The same as one object: bytes and seconds.</summary>
    public static string Json(Experiment experiment, RunOptions options)
    {
        if (experiment.IsOfMatrices)
            return MatrixDryRun.Json(experiment, options);
        if (experiment.Texts is not null)
            return TextDryRun.Json(experiment, options);
        RunEstimate estimate = Preflight.Measured(experiment, options);
        return ResultJson.Object(json =>
        {
            json.WriteString("run", experiment.Name);
            Write(json, estimate.Memory, estimate.Time.Unknown.Count > 0 ? null : estimate.Time.AtMost, options);
        });
    }

    /// <summary>What of memory and time every dry run says.</summary>
    /// <param name="seconds">Null where that is not known.</param>
    public static void Write(Utf8JsonWriter json, MemoryEstimate memory, double? seconds, RunOptions options)
    {
        json.WriteNumber("memory_bytes", Math.Round(memory.Process));
        json.WriteNumber("empty_process_bytes", MemoryEstimate.EmptyProcess);
        json.WriteNumber("available_bytes", Math.Round(options.FreeMemory()));
        ResultJson.Write(json, "seconds_at_most", seconds is double known ? Math.Round(known, 1) : null);
        json.WriteString("stage", memory.Peak.Name);
        json.WriteStartArray("parts");
        foreach (MemoryPart part in memory.Peak.Parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteNumber("bytes", Math.Round(part.Bytes));
            json.WriteString("key", part.Key);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string[] Times(RunTime time, AlignmentOptions alignment)
    {
        const string usual = "from the aligned start a few dozen steps are usual";
        if (time.Unknown.Count > 0)
        {
            string run = time.Unknown.Count == 1 ? "runs" : "run";
            return [Invariant($"  at most {alignment.Steps} steps per seed; how long a step takes is known only once ")
                + $"{Listed.Of(time.Unknown)} {run}: a network that can only be called cannot be reckoned"];
        }
        string most = time.IsMeasured ? "with all of them, as a call was timed here just now" : "at the very most";
        return
        [
            $"  time: networks {Duration(time.Networks)}, natural activity {Duration(time.Recording)}, test {Duration(time.Testing)}",
            Invariant($"  at most {alignment.Steps} steps per seed, {Duration(time.Aligning)} {most}; {usual}"),
            .. time.Controls == 0 ? (string[])[] : [$"  controls that train: {Duration(time.Controls)} more {most}"],
        ];
    }

    private static string Line(NetworkShape network) =>
        Invariant($"  {network.Options.Name}: {network.Cost.Text}, site {network.Site.Name} (width {network.Width}) of ")
            + Listed.Few([.. network.Cost.Sites.Select(site => site.Name)], MostSites);

    private static string Variables(AlignmentOptions alignment)
    {
        string labels = string.Join(", ", alignment.Variables.Select(variable => variable.Label));
        return alignment.Variables.Count == 1 ? $"variable: {labels}"
            : $"variables: {labels}{(alignment.Joint ? ", all at once" : ", each in a subspace of its own")}";
    }

    // Networks that are aligned with themselves alone are cases of their own, but one line.
    private static string CaseLine(AlignmentCase[] same, AlignmentOptions alignment, RunTime time)
    {
        AlignmentCase first = same[0] with { Alone = null };
        string networks = same.Length > 1 ? Invariant($"{same.Length} networks, each by itself; ") : "";
        return Invariant($"  {first.Name}: {networks}{Count(first.Method.Trained.Count, "direction")} trained, ")
            + Count(alignment.Seeds.Count, "seed")
            + (time.Unknown.Count > 0 ? "" : Invariant($"; a step takes about {1000 * same.Average(time.Step):f0} ms on one thread"));
    }

    private static string Duration(double seconds) => seconds < TimeSpan.MaxValue.TotalSeconds / 2
        ? ProgressDisplay.Text(TimeSpan.FromSeconds(seconds)) : "for ever";

    private static string Count(int number, string noun) => Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");
}
