using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

public class Hdf5RecordingTests
{
    [Theory]
    [InlineData("contiguous-earliest")]
    [InlineData("contiguous-latest")]
    [InlineData("chunked-gzip-shuffle-earliest")]
    [InlineData("chunked-gzip-shuffle-latest")]
    public void Every_layout_and_age_of_file_is_exact(string name)
    {
        RecordingOptions options = new($"hdf5/{name}.h5")
        {
            Activity = "recording/rates",
            Trials = [new("count", "/trials/count"), new("condition", "condition"), new("correct", "trials/correct")],
        };
        Recording recording = GoldenRecording.Read(options);
        GoldenRecording.AreRates(recording);
        GoldenRecording.IsVariable(recording, "count", ValueKind.Whole);
        GoldenRecording.IsVariable(recording, "condition", ValueKind.Text);
        GoldenRecording.IsVariable(recording, "correct", ValueKind.Flag);
        GoldenRecording.AreCounts(GoldenRecording.Read(options with { Activity = "counts", Trials = null }));
    }

    [Theory]
    [InlineData("contiguous-earliest")]
    [InlineData("chunked-gzip-shuffle-latest")]
    public void Texts_of_a_fixed_length_and_big_endian_numbers_are_read(string name)
    {
        RecordingOptions options = new($"hdf5/{name}.h5") { Activity = "rates" };
        Recording rates = GoldenRecording.Read(options with { Trials = [new("condition", "condition_fixed")] });
        GoldenRecording.IsVariable(rates, "condition", ValueKind.Text);
        Recording big = GoldenRecording.Read(options with { Activity = "rates_big_endian" });
        Assert.Equal((2, 12, 24), (big.Trials, big.LongestTrial, big.Units.Count));
        Assert.Equal(rates.Values[..big.Values.Length], big.Values);
    }
}
