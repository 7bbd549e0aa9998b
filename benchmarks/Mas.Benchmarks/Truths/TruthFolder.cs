using System.Text.Json;

namespace Mas.Benchmarks.Truths;

/// <summary>Repetitions of known truths, each run by the tool and kept as a file: what is there is not run again.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="tool">Path of the tool.</param>
internal sealed class TruthFolder(string folder, string tool, int threads)
{
    /// <summary>What a repetition came out as, run where it has not been.</summary>
    public FoundVerdict Run(KnownTruth truth, int repetition)
    {
        string kept = Path.Combine(folder, truth.Name, $"{repetition}.json");
        if (!File.Exists(kept))
            Keep(truth, repetition, kept);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(kept));
        return Verdict(document.RootElement);
    }

    /// <summary>Whether a repetition has been run.</summary>
    public bool Has(KnownTruth truth, int repetition) => File.Exists(Path.Combine(folder, truth.Name, $"{repetition}.json"));

    private void Keep(KnownTruth truth, int repetition, string kept)
    {
        Directory.CreateDirectory(Path.Combine(folder, truth.Name));
        using var work = new TemporaryFolder();
        string file = work["truth.yaml"];
        File.WriteAllText(file, truth.Experiment(new TruthSeeds(repetition)));
        TimedProcess.Run(tool, ["run", file, "--output", work["run"], "--cache", Path.Combine(folder, "cache"), "--threads", $"{threads}",
            "--quiet"]);
        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(Path.Combine(work["run"], "run.json")));
        // Written whole or not at all, so that a killed driver goes on.
        string partial = kept + ".partial";
        File.WriteAllText(partial, JsonSerializer.Serialize(new
        {
            verdict = run.RootElement.GetProperty("verdict"),
            seconds = run.RootElement.GetProperty("seconds"),
        }));
        File.Move(partial, kept, overwrite: true);
    }

    private static FoundVerdict Verdict(JsonElement kept)
    {
        JsonElement verdict = kept.GetProperty("verdict");
        return new FoundVerdict(verdict.GetProperty("word").GetString()!, verdict.GetProperty("scope").GetString()!,
            [.. verdict.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)],
            kept.GetProperty("seconds").GetDouble());
    }
}
