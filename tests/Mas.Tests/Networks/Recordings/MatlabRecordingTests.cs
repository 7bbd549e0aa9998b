using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

public class MatlabRecordingTests
{
    [Theory]
    [InlineData("recording-v5", "MATLAB 5")]
    [InlineData("recording-v5-compressed", "MATLAB 5")]
    [InlineData("recording-v7.3", "MATLAB 7.3")]
    public void Activity_variables_and_fields_are_exact(string name, string format)
    {
        RecordingOptions options = new($"matlab/{name}.mat")
        {
            Activity = "rates",
            Trials =
            [
                new("count", "trials.count"), new("condition", "condition"), new("correct", "correct"), new("start_time", "start_time"),
            ],
        };
        Recording recording = GoldenRecording.Read(options);
        GoldenRecording.AreRates(recording);
        GoldenRecording.IsVariable(recording, "count", ValueKind.Whole);
        GoldenRecording.IsVariable(recording, "condition", ValueKind.Text);
        GoldenRecording.IsVariable(recording, "correct", ValueKind.Flag);
        GoldenRecording.IsVariable(recording, "start_time", ValueKind.Number);
        GoldenRecording.AreCounts(GoldenRecording.Read(options with { Activity = "counts", Trials = [new("count", "count")] }));
        using RecordingFile file = RecordingFile.Open(Golden.Path("recordings", "matlab", $"{name}.mat"));
        Assert.Equal(format, file.Format);
        Assert.Equal([0.125], file.Arrays.Find("bin_width").Numbers<double>());
        Assert.Equal((40, 12, 24), (file.Describe().Trials, file.Describe().Times, file.Describe().Units));
    }

    [Fact]
    public void A_text_of_a_newer_file_is_read()
    {
        using RecordingFile file = RecordingFile.Open(Golden.Path("recordings", "matlab", "recording-v7.3.mat"));
        Assert.Equal(7, Assert.Single(file.Arrays.Find("label").Texts()).Length);
    }
}
