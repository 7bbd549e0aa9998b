using Xunit;

namespace Mas.Tests.Experiments;

/// <summary>A recording that cannot be read is the only error: it needs neither task nor site.</summary>
public class UnreadRecordingTests
{
    [Theory]
    [InlineData("trials: { count: counts }", "the table of trials has no column 'counts'; did you mean 'count'?")]
    [InlineData("trials: { count: count, condition: condition }", "of 40 trials each combination of values needs at least 4")]
    [InlineData("units: [24]", "there is no unit '24'; there are 24, numbered from 0")]
    public void What_is_wrong_with_a_recording_is_one_sentence(string wrong, string words)
    {
        using ExperimentFile file = new ExperimentFile($$"""
            networks:
              - { name: neurons, recording: { file: x.nwb, spikes: { bin: 0.25 }, {{wrong}} } }
              - { name: gru-a, task: multi-object, site: state, path: networks/gru-a }
            alignment: { method: clmas, variables: [count], size: 8 }
            """).WithCopy("x.nwb", Golden.Path("recordings", "nwb", "recording.nwb"));
        Assert.Contains(words, Assert.Single(file.Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void Latents_that_another_network_has_are_not_taken()
    {
        using ExperimentFile file = new ExperimentFile("""
            networks:
              - { name: recorded, recording: { file: x.safetensors, activity: neuron } }
              - { name: gru-a, task: multi-object, site: state, path: networks/gru-a }
            alignment: { method: clmas, variables: [count], size: 8 }
            """).WithCopy("x.safetensors", Golden.Path("recordings", "safetensors", "latents.safetensors"));
        Assert.Contains(
            "the file has no latents of 'neuron'; did you mean 'neurons'?", Assert.Single(file.Errors()), StringComparison.Ordinal);
    }
}
