using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

public class NumPyRecordingTests
{
    [Theory]
    [InlineData("rates-float32")]
    [InlineData("rates-float32-fortran")]
    [InlineData("rates-float32-big-endian")]
    [InlineData("rates-float64")]
    public void Rates_of_a_npy_file_are_exact(string name) => GoldenRecording.AreRates(GoldenRecording.Read(new($"npy/{name}.npy")));

    [Theory]
    [InlineData("counts-int16")]
    [InlineData("counts-float32")]
    public void Counts_of_a_npy_file_are_exact(string name) => GoldenRecording.AreCounts(GoldenRecording.Read(new($"npy/{name}.npy")));

    [Theory]
    [InlineData("recording")]
    [InlineData("recording-compressed")]
    public void A_npz_archive_gives_activity_and_variables(string name)
    {
        RecordingOptions options = new($"npz/{name}.npz")
        {
            Activity = "rates",
            Trials = [new("count", "count"), new("answer", "correct"), new("shown", "condition")],
        };
        Recording recording = GoldenRecording.Read(options);
        GoldenRecording.AreRates(recording);
        GoldenRecording.IsVariable(recording, "count", ValueKind.Whole);
        Assert.Equal(GoldenRecording.Numbers("trials", "correct"), recording.Variables[1].Values);
        Assert.Equal((ValueKind.Flag, "answer"), (recording.Variables[1].Kind, recording.Variables[1].Name));
        string[] conditions = GoldenRecording.Texts("conditions");
        Assert.Equal(GoldenRecording.Texts("trials", "condition"), recording.Variables[2].Values.Select(value => conditions[(int)value]));
        GoldenRecording.AreCounts(GoldenRecording.Read(options with { Activity = "counts" }));
    }

    [Theory]
    [InlineData("count-int64", "whole")]
    [InlineData("count-version-2", "whole")]
    [InlineData("correct-bool", "flag")]
    public void Arrays_of_one_dimension_are_read_in_every_version(string name, string kind)
    {
        using RecordingFile file = RecordingFile.Open(Golden.Path("recordings", "npy", $"{name}.npy"));
        Column column = Column.Read(Assert.Single(file.Arrays.All), "x");
        Assert.Equal(kind, column.Kind.Word());
        Assert.Equal(GoldenRecording.Numbers("trials", kind == "flag" ? "correct" : "count"), column.Numbers);
    }

    [Fact]
    public void Axes_in_another_order_are_turned()
    {
        Recording plain = GoldenRecording.Read(new("npy/counts-int16.npy"));
        Recording turned = GoldenRecording.Read(new("npy/counts-int16.npy") { Axes = ["unit", "trial", "time"] });
        Assert.Equal((12, 24, 40), (turned.Trials, turned.LongestTrial, turned.Units.Count));
        for (int trial = 0; trial < 12; trial++)
            for (int bin = 0; bin < 24; bin++)
                for (int unit = 0; unit < 40; unit++)
                    Assert.Equal(plain.At(unit, trial)[bin], turned.At(trial, bin)[unit]);
    }

    [Fact]
    public void Nothing_larger_than_the_limit_is_inflated()
    {
        using RecordingFile file = RecordingFile.Open(Golden.Path("recordings", "broken", "bomb.npz"), new ReadingLimit(1 << 20));
        InputException error = Assert.Throws<InputException>(Assert.Single(file.Arrays.All).Numbers<float>);
        Assert.Contains("at most 1048576 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_within_the_limit_is_read_whatever_its_ratio()
    {
        using RecordingFile file = RecordingFile.Open(Golden.Path("recordings", "broken", "bomb.npz"));
        Assert.All(Assert.Single(file.Arrays.All).Numbers<float>(), value => Assert.Equal(0, value));
    }
}
