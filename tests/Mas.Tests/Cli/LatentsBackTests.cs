using System.Globalization;
using System.Text.Json;
using Mas.Networks.Recordings;
using Mas.Oracles.Files;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Latents that <c>mas latents</c> wrote, in the place of the network.</summary>
public sealed class LatentsBackTests : IDisposable
{
    private const string Written = "lat/latents.safetensors";

    private static readonly string[] s_objects = ["D0", "D1", "D2", "R"]; // the words after which interventions read and write

    private readonly Workplace _here = new();

    public LatentsBackTests() => _here.Done(
        "latents", "networks/gru-b", "--task", "{ name: multi-object, quantities: [1, 3], held_out: [] }", "--sequences", "60",
        "--output", "lat", "--quiet");

    [Fact]
    public void What_is_read_back_is_what_the_network_had_at_eligible_positions()
    {
        string[][] rows = [.. File.ReadLines(_here.Path("lat", "positions.csv")).Select(line => line.Split(','))];
        int Column(string name) => Array.IndexOf(rows[0], name);
        int[] eligible = [.. Enumerable.Range(0, rows.Length - 1).Where(row => s_objects.Contains(rows[row + 1][Column("word")]))];
        using SafetensorsFile file = SafetensorsFile.Open(_here.Path(Written));
        float[] latents = file.ReadSingles("gru-b.latents");
        int width = latents.Length / (rows.Length - 1);

        Recording recording = RecordingReader.Read(new(Written), _here.Root);
        Assert.Equal((60, 128, eligible.Length), (recording.Trials, recording.Units.Count, recording.Positions));
        Assert.Equal(eligible.SelectMany(row => latents.AsSpan(row * width, width).ToArray()), recording.Values);
        foreach (RecordedVariable variable in recording.Variables)
            Assert.Equal(
                eligible.Select(row => double.Parse(rows[row + 1][Column(variable.Name)], CultureInfo.InvariantCulture)), variable.Values);
        Assert.Equal(["count", "phase"], recording.Variables.Select(variable => variable.Name));
        Assert.Equal(eligible.GroupBy(row => rows[row + 1][Column("sequence")]).Select(trial => trial.Count()),
            Enumerable.Range(0, recording.Trials).Select(recording.Bins));
    }

    [Fact]
    public void Latents_of_a_network_that_counts_alike_are_exchanged_into_another()
    {
        string experiment = _here.Experiment(
            "method: clmas, variables: [count], size: 8, normalise: standard, batch: 32, train: 400, validation: 50, test: 100, steps: 200",
            $$"""
              - { name: recorded, recording: { file: {{Written}}, activity: gru-b } }
              - { name: gru-a, path: networks/gru-a }
            """);
        Ended ended = _here.Done("run", experiment, "--output", "run", "--json", "--quiet");
        JsonElement across = JsonDocument.Parse(ended.Output).RootElement.GetProperty("directions").EnumerateArray()
            .Single(one => one.GetProperty("source").GetString() == "recorded");
        double iia = across.GetProperty("trial_iia").GetDouble(), floor = across.GetProperty("no_swap").GetDouble();
        Assert.True(iia >= 0.9 && floor < 0.5, $"{iia} over {floor}");

        _here.Done("latents", "run", "--quiet");
        using SafetensorsFile again = SafetensorsFile.Open(_here.Path("run-latents", "latents.safetensors"));
        int positions = (int)again["recorded.latents"].Shape[0];
        Assert.Equal(positions, again.ReadInt64s("recorded.offsets")[^1]);
        var eligible = new byte[positions];
        again.Read(again["recorded.eligible"], 0, eligible);
        Assert.All(eligible, flag => Assert.Equal(1, flag)); // no end without activity
        string[] table = [.. File.ReadLines(_here.Path("run-latents", "positions.csv"))
            .Where(line => line.StartsWith("recorded,", StringComparison.Ordinal))];
        Assert.Equal(positions, table.Length);
        Assert.All(table, row => Assert.Matches(@"^recorded,\d+,\d+,,false,[0-3],[01]$", row));
    }

    public void Dispose() => _here.Dispose();
}
