using Mas.Networks.Recordings;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>What NWB files are known to get wrong is refused where the counts would be wrong, and told where they are not.</summary>
public sealed class NwbFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-nwb-").FullName;

    public NwbFaultTests()
    {
        DebianPython.Require("h5py");
        DebianPython.Script("nwb_files.py", _folder);
    }

    [Theory]
    [InlineData("milliseconds", "look like milliseconds; divide them by 1000")]
    [InlineData("samples", "look like numbers of samples; divide them by the sampling rate")]
    [InlineData("clock-per-trial", "the spikes' clock begins anew in each trial")]
    [InlineData("same-starts", "all 3 trials start at 0 s")]
    [InlineData("no-length", "trial 1 has 0 s for its spikes")]
    [InlineData("no-spikes", "no unit has any spike")]
    public void What_makes_every_count_wrong_is_refused_in_one_sentence(string name, string words)
    {
        InputException error = Assert.Throws<InputException>(() => Read(name));
        Assert.Contains(words, Assert.Single(error.Errors).Message, StringComparison.Ordinal);
        using RecordingFile file = RecordingFile.Open(Path.Combine(_folder, $"{name}.nwb"));
        Assert.NotEmpty(file.Describe().Notices);
    }

    [Theory]
    [InlineData("silent", "2 units without spikes: 101 and 103")]
    [InlineData("descending", "the spike times of 1 unit are not ascending (100)")]
    public void What_does_no_harm_is_told(string name, string words) =>
        Assert.Contains(Read(name).Notices, notice => notice.Contains(words, StringComparison.Ordinal));

    [Fact]
    public void Descending_times_give_the_same_counts() => Assert.Equal(Read("sound").Values, Read("descending").Values);

    [Fact]
    public void Counts_are_those_that_one_can_count()
    {
        Recording recording = Read("sound");
        Assert.Equal([1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0], recording.Values); // [trial, bin of 0.5 s, unit]
        Assert.Equal("go", Assert.Single(recording.Variables).Name);
        Assert.Contains("column 'reaction' of the trials is NaN in trial 1 and is left out", Assert.Single(recording.Notices),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_without_length_has_spikes_where_a_window_is_given()
    {
        Recording recording = Read("no-length", new(0.5) { To = 1 });
        Assert.Equal(Read("sound").Values, recording.Values);
        Assert.Contains(recording.Notices, notice => notice.Contains("1 trial without length: 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Spikes_are_aligned_to_an_event_and_a_missing_one_is_refused()
    {
        Recording recording = Read("sound", new(0.25) { From = -0.25, To = 0.25, Align = "go" });
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0], recording.Values);
        InputException error = Assert.Throws<InputException>(() => Read("event-missing", new(0.25) { To = 0.25, Align = "go" }));
        Assert.Contains("trial 1 has no finite 'go'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_are_kept_by_a_number_in_their_table() =>
        Assert.Equal(["101"], Read("sound", units: UnitFilter.Parse("depth > 5")).Units);

    [Fact]
    public void A_series_of_regular_samples_is_cut_and_in_the_unit_that_the_file_names()
    {
        Recording recording = RecordingReader.Read(new("sound.nwb") { Activity = "acquisition/regular" }, _folder);
        Assert.Equal((3, 12, 0.25), (recording.Trials, recording.Positions, recording.BinSeconds));
        // The first trial begins with the first sample; the samples are 0, 1 / 2, 3 …, half of them plus 1.
        Assert.Equal([1, 1.5f, 2, 2.5f], recording.Values[..4]);
        Assert.Equal(1 + 16 / 2f, recording.At(1, 0)[0]);
    }

    [Fact]
    public void A_window_of_no_whole_number_of_bins_is_refused()
    {
        InputException error = Assert.Throws<InputException>(() => Read("sound", new(0.3) { To = 1 }));
        Assert.Contains("no whole number of bins", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Recording Read(string name, SpikeBins? bins = null, UnitFilter? units = null) =>
        RecordingReader.Read(new($"{name}.nwb") { Spikes = bins ?? new(0.5), Units = units }, _folder);
}
