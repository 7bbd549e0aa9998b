using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

public class NwbRecordingTests
{
    private static readonly RecordingOptions s_spikes = new("nwb/recording.nwb") { Spikes = new(0.125) };

    [Fact]
    public void Spikes_in_bins_are_exactly_the_counts_and_the_table_of_trials_gives_the_variables()
    {
        Recording recording = GoldenRecording.Read(s_spikes);
        GoldenRecording.AreCounts(recording);
        GoldenRecording.IsVariable(recording, "count", ValueKind.Whole);
        GoldenRecording.IsVariable(recording, "condition", ValueKind.Text);
        GoldenRecording.IsVariable(recording, "correct", ValueKind.Flag);
        Assert.Equal((3, 0.125), (recording.Variables.Count, recording.BinSeconds));
        Assert.Empty(recording.Notices);
    }

    [Fact]
    public void A_window_of_the_whole_trial_gives_the_same_and_a_shorter_one_a_part_of_it()
    {
        GoldenRecording.AreCounts(GoldenRecording.Read(s_spikes with { Spikes = new(0.125) { From = 0, To = 1.5 } }));
        Recording all = GoldenRecording.Read(s_spikes);
        Recording late = GoldenRecording.Read(s_spikes with { Spikes = new(0.25) { From = 1, To = 1.5 }, Trials = [new("n", "count")] });
        Assert.Equal((40, 2), (late.Trials, late.LongestTrial));
        for (int trial = 0; trial < 40; trial++)
            for (int unit = 0; unit < 24; unit++)
                Assert.Equal(all.At(trial, 8)[unit] + all.At(trial, 9)[unit], late.At(trial, 0)[unit]);
        Assert.Equal(GoldenRecording.Numbers("trials", "count"), Assert.Single(late.Variables).Values);
    }

    [Fact]
    public void Spikes_can_be_aligned_to_a_column_of_the_trials()
    {
        Recording recording = GoldenRecording.Read(s_spikes with { Spikes = new(0.125) { From = -1.5, To = 0, Align = "stop_time" } });
        GoldenRecording.AreCounts(recording);
    }

    [Theory]
    [InlineData("processing/ecephys/binned_rates")]
    [InlineData("/processing/ecephys/binned_rates/data")]
    [InlineData("binned_rates")]
    public void A_series_with_timestamps_is_cut_into_trials(string path)
    {
        Recording recording = GoldenRecording.Read(new("nwb/recording.nwb") { Activity = path });
        GoldenRecording.AreRates(recording);
        GoldenRecording.IsVariable(recording, "count", ValueKind.Whole);
    }

    [Fact]
    public void Units_are_kept_by_their_columns()
    {
        RecordingOptions options = s_spikes with { Units = UnitFilter.Parse("id >= 20 and id != 22") };
        Recording all = GoldenRecording.Read(s_spikes), kept = GoldenRecording.Read(options);
        Assert.Equal(["20", "21", "23"], kept.Units);
        Assert.Equal(all.At(7, 3)[23], kept.At(7, 3)[2]);
        RecordingOptions none = options with { Units = UnitFilter.Parse("quality == x") };
        InputException error = Assert.Throws<InputException>(() => GoldenRecording.Read(none));
        Assert.Contains("keeps none of the 24", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_the_file_is_described()
    {
        using RecordingFile file = RecordingFile.Open(Golden.Path("recordings", "nwb", "recording.nwb"));
        RecordingContent content = file.Describe();
        Assert.Equal(("NWB 2.11.0", 40, 24), (content.Format, content.Trials, content.Units));
        Assert.Equal(40250, content.Spikes!.Count);
        Assert.Equal(0.25, content.Spikes.First);
        Assert.Equal([null, 8.0], content.Series.Select(series => series.Rate).Order());
        Assert.Equal(["condition", "correct", "count"], content.Variables.Select(variable => variable.Name).Order());
    }
}
