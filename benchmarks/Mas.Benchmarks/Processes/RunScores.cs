using System.Text.Json;

namespace Mas.Benchmarks.Processes;

/// <summary>How well a run did, from what <c>--json</c> prints. Times of runs that found nothing would say nothing.</summary>
/// <param name="Worst">Trial IIA of the worst trained direction, each the mean over the seeds.</param>
/// <param name="Mean">Mean over the trained directions and the seeds.</param>
/// <param name="Verdict">The run's.</param>
internal sealed record RunScores(double Worst, double Mean, string Verdict)
{
    public static RunScores Read(string output)
    {
        using JsonDocument document = JsonDocument.Parse(output);
        double[] trained = [.. document.RootElement.GetProperty("directions").EnumerateArray()
            .Where(direction => direction.GetProperty("trained").GetBoolean())
            .Select(direction => direction.GetProperty("trial_iia")).Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN)];
        return new(trained.Min(), trained.Average(), document.RootElement.GetProperty("verdict").GetString()!);
    }
}
