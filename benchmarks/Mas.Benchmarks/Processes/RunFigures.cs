using System.Text.Json;

namespace Mas.Benchmarks.Processes;

/// <summary>What a run was good for, and where its time went, from its folder. Times of runs that found nothing would say nothing.</summary>
/// <param name="Worst">Trial IIA of the worst trained direction, each the mean over the seeds.</param>
/// <param name="Mean">Mean over the trained directions and the seeds.</param>
/// <param name="Steps">Most steps to a kept checkpoint.</param>
/// <param name="Accuracy">Of the worst network, on its own task.</param>
internal sealed record RunFigures(double Worst, double Mean, int Steps, double Accuracy, string Verdict, IReadOnlyDictionary<string, double> Stages)
{
    /// <param name="file"><c>run.json</c></param>
    public static RunFigures Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement root = document.RootElement;
        JsonElement[] trained = [.. root.GetProperty("directions").EnumerateArray().Where(direction => direction.GetProperty("trained").GetBoolean())];
        double[] iia = [.. trained.Select(direction => Number(direction.GetProperty("trial_iia")))];
        return new(
            iia.Min(), iia.Average(), trained.SelectMany(direction => direction.GetProperty("steps").EnumerateArray()).Max(step => step.GetInt32()),
            root.GetProperty("networks").EnumerateArray().Min(network => Number(network.GetProperty("accuracy"))),
            root.GetProperty("verdict").GetProperty("word").GetString()!,
            root.GetProperty("timings").EnumerateObject().ToDictionary(stage => stage.Name, stage => stage.Value.GetDouble()));
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
}
