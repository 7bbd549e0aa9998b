using System.Text.Json;
using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>What <c>mas inspect</c> says of a recording.</summary>
public sealed class InspectRecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-inspect-").FullName;

    [Theory]
    [InlineData("nwb/recording.nwb", "NWB 2.11.0", 40, null, 24)]
    [InlineData("npz/recording.npz", "npz", 40, 12, 24)]
    [InlineData("matlab/recording-v5.mat", "MATLAB 5", 40, 12, 24)]
    [InlineData("matlab/recording-v7.3.mat", "MATLAB 7.3", 40, 12, 24)]
    [InlineData("hdf5/contiguous-latest.h5", "HDF5", 40, 12, 24)]
    [InlineData("safetensors/recording.safetensors", "safetensors", 40, 12, 24)]
    [InlineData("safetensors/latents.safetensors", "safetensors", 40, 7, 24)]
    [InlineData("csv/long.csv", "CSV, long", 40, 12, 24)]
    [InlineData("csv/wide.csv", "CSV, wide", 40, 12, 24)]
    [InlineData("csv/trials.csv", "CSV, wide", null, null, null)]
    public void A_script_gets_trials_times_units_variables_and_arrays(string name, string format, int? trials, int? times, int? units)
    {
        Ended ended = Tool.Run(_folder, "inspect", Golden.Path("recordings", name), "--json");
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        JsonElement root = JsonDocument.Parse(ended.Output).RootElement;
        Assert.Equal(("recording", format), (root.GetProperty("kind").GetString(), root.GetProperty("format").GetString()));
        Assert.Equal((trials, times, units), (Number("trials"), Number("times"), Number("units")));
        Assert.NotEqual(0, root.GetProperty("arrays").GetArrayLength());
        if (name.EndsWith("npz", StringComparison.Ordinal) || name.EndsWith("nwb", StringComparison.Ordinal))
        {
            JsonElement count = root.GetProperty("variables").EnumerateArray()
                .Single(one => one.GetProperty("name").GetString() == "count");
            Assert.Equal("whole", count.GetProperty("kind").GetString());
            Assert.Equal([1, 2, 3, 4, 5, 6], count.GetProperty("values").EnumerateArray().Select(value => value.GetInt32()));
        }

        int? Number(string key) => root.GetProperty(key) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : null;
    }

    [Fact]
    public void A_person_sees_units_rates_series_and_variables()
    {
        Ended ended = Tool.Run(_folder, "inspect", Golden.Path("recordings", "nwb", "recording.nwb"));
        Assert.Equal(0, ended.Code);
        Assert.All(
            (string[])["units         24", "spikes        40250, from 0.25 to ", "variable      condition, text: dots, tones, words",
                "acquisition/regular [24, 24], 8 samples a second"],
            words => Assert.Contains(words, ended.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_shows_what_is_printed()
    {
        string page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "reference", "recordings.md"));
        string shown = page.Split("```text\n")[1].Split("```")[0];
        Ended ended = Tool.Run(_folder, "inspect", Golden.Path("recordings", "nwb", "recording.nwb"));
        Assert.StartsWith(shown, ended.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_one_sentence_and_exit_code_2()
    {
        Ended ended = Tool.Run(_folder, "inspect", Golden.Path("recordings", "broken", "truncated.h5"));
        Assert.Equal((2, 1, ""), (ended.Code, ended.ErrorLines.Length, ended.Output));
    }

    [Fact]
    public void Names_that_a_terminal_would_obey_are_shown()
    {
        File.WriteAllText(Path.Combine(_folder, "x.csv"), "trial,\u001b[2Jstate,n1,n2\n0,\u001b[31mred,1,2\n1,\u202eback,3,4\n");
        Ended ended = Tool.Run(_folder, "inspect", "x.csv");
        Assert.Equal(0, ended.Code);
        Assert.DoesNotContain('\u001b', ended.Output);
        Assert.DoesNotContain('\u202e', ended.Output);
        Assert.Contains("\\u001b[31mred", ended.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
