using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mas.Benchmarks.Truths;

/// <summary>Repetitions of known truths, each run by the tool and kept as a line of the truth's file: what is there is not run again,
/// unless its experiment is another one by now.</summary>
/// <param name="folder">Of the lines.</param>
/// <param name="cache">Of trained networks.</param>
/// <param name="tool">Path of the tool.</param>
internal sealed class TruthFolder(string folder, string cache, string tool, int threads)
{
    private const int HashDigits = 12;

    private static readonly JsonSerializerOptions s_form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock _writing = new();
    private readonly string _build = Hash(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(tool)!, "Mas.dll")));

    /// <summary>What a repetition came out as; null where it has not been run.</summary>
    public FoundVerdict? Read(KnownTruth truth, int repetition)
    {
        string experiment = Hash(truth, repetition);
        return Lines(truth).FirstOrDefault(one => one.Repetition == repetition && one.Experiment == experiment);
    }

    /// <summary>The same, run where it has not been.</summary>
    public FoundVerdict Run(KnownTruth truth, int repetition) => Read(truth, repetition) ?? Keep(truth, Found(truth, repetition));

    private FoundVerdict Found(KnownTruth truth, int repetition)
    {
        using var work = new TemporaryFolder();
        string file = work["truth.yaml"];
        File.WriteAllText(file, truth.Experiment(new TruthSeeds(repetition)));
        TimedProcess.Run(tool, ["run", file, "--output", work["run"], "--cache", cache, "--threads", $"{threads}", "--quiet"]);
        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(Path.Combine(work["run"], "run.json")));
        JsonElement verdict = run.RootElement.GetProperty("verdict");
        return new FoundVerdict(repetition, Hash(truth, repetition), _build,
            verdict.GetProperty("word").GetString()!, verdict.GetProperty("scope").GetString()!,
            truth.Wanted.Telling([.. verdict.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)]),
            Math.Round(run.RootElement.GetProperty("seconds").GetDouble(), 1));
    }

    // Written whole or not at all, so that a killed driver goes on.
    private FoundVerdict Keep(KnownTruth truth, FoundVerdict found)
    {
        using Lock.Scope one = _writing.EnterScope();
        Directory.CreateDirectory(folder);
        IEnumerable<FoundVerdict> lines =
            Lines(truth).Where(line => line.Repetition != found.Repetition).Append(found).OrderBy(line => line.Repetition);
        string partial = FileOf(truth) + ".partial";
        File.WriteAllLines(partial, lines.Select(one => JsonSerializer.Serialize(one, s_form)));
        File.Move(partial, FileOf(truth), overwrite: true);
        return found;
    }

    private FoundVerdict[] Lines(KnownTruth truth) => !File.Exists(FileOf(truth)) ? []
        : [.. File.ReadAllLines(FileOf(truth)).Select(line => JsonSerializer.Deserialize<FoundVerdict>(line, s_form)!)];

    private string FileOf(KnownTruth truth) => Path.Combine(folder, $"{truth.Name}.jsonl");

    private static string Hash(KnownTruth truth, int repetition) => Hash(Encoding.UTF8.GetBytes(
        truth.Experiment(new TruthSeeds(repetition)).Replace(SourceTree.Root, "", StringComparison.Ordinal)));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashDigits];
}
