using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

public sealed class CsvRecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-csv-").FullName;

    [Fact]
    public void A_long_table_and_its_table_of_trials_are_exact()
    {
        Recording recording = GoldenRecording.Read(new("csv/long.csv") { TrialsFile = "csv/trials.csv" });
        GoldenRecording.AreCounts(recording);
        GoldenRecording.IsVariable(recording, "count", ValueKind.Whole);
        GoldenRecording.IsVariable(recording, "condition", ValueKind.Text);
        GoldenRecording.IsVariable(recording, "correct", ValueKind.Flag);
        Assert.Equal(3, recording.Variables.Count);
    }

    [Fact]
    public void A_wide_table_keeps_its_variables_apart_from_its_units()
    {
        Recording recording = GoldenRecording.Read(new("csv/wide.csv"));
        GoldenRecording.AreRates(recording);
        Assert.Equal(Enumerable.Range(0, 24).Select(unit => $"unit {unit}"), recording.Units);
        GoldenRecording.IsVariable(recording, "count", ValueKind.Whole);
        GoldenRecording.IsVariable(recording, "condition", ValueKind.Text);
    }

    [Fact]
    public void Units_of_a_wide_table_can_be_named_by_a_pattern()
    {
        Recording recording = GoldenRecording.Read(new("csv/wide.csv")
        {
            Activity = "unit 1*",
            Trials = [new("number", "count")],
            Units = new(["unit 12", "0"], []),
        });
        Assert.Equal(["unit 1", "unit 12"], recording.Units); // the pattern keeps unit 1 and units 10 to 19
        Assert.Equal("number", Assert.Single(recording.Variables).Name);
    }

    [Fact]
    public void Trials_of_different_lengths_and_rows_in_any_order_are_read()
    {
        Recording recording = Read("""
            unit;time;trial;value;state
            b;0.5;10;4;go
            a;0.5;10;3;go
            a;0.25;10;1;wait
            b;0.25;10;2;wait
            a;0.25;9;5;"wait"
            b;0.25;9;6;wait
            """, new("x.csv") { Activity = "value" });
        Assert.Equal([0, 1, 3], recording.Offsets); // trial 9 before trial 10
        Assert.Equal([6, 5, 2, 1, 4, 3], recording.Values);
        Assert.Equal(["b", "a"], recording.Units);
        RecordedVariable state = Assert.Single(recording.Variables);
        Assert.True(state.IsPerBin);
        Assert.Equal(["wait", "wait", "go"], state.Values.Select(state.Text));
    }

    [Fact]
    public void A_table_of_trials_is_joined_by_the_names_of_trials()
    {
        File.WriteAllText(Path.Combine(_folder, "trials.csv"), "trial,side\nB,left\nA,right\n");
        Recording recording = Read("trial,time,n1,n2\nA,0,1,2\nB,0,3,4\n", new("x.csv") { TrialsFile = "trials.csv" });
        RecordedVariable side = Assert.Single(recording.Variables);
        Assert.Equal(["right", "left"], side.Values.Select(side.Text));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Recording Read(string text, RecordingOptions options)
    {
        File.WriteAllText(Path.Combine(_folder, options.File), text);
        return RecordingReader.Read(options, _folder);
    }
}
