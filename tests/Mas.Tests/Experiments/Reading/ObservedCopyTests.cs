using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Networks.Copies;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Copies of networks that are only recorded, in an experiment file.</summary>
public sealed class ObservedCopyTests
{
    [Fact]
    public void Every_key_of_a_recorded_copy_is_read()
    {
        Experiment read = Read("{ of: a, units: 0.5, noise: 4, poisson: 2.5, trials: 200, seed: 7 }");
        NetworkOptions recorded = read.Networks[1];
        Assert.Equal(new Observation(0.5, 4, 2.5, 200, 7), Assert.IsType<CopiedNetwork>(recorded.Source).Observation);
        Assert.False(recorded.Accessible);
        Assert.True(recorded.Source.IsOnlyRead);
        Assert.Equal(new TrialsSource(read.Task!, 200, 7), recorded.Task);
    }

    [Fact]
    public void Without_a_seed_a_recorded_copy_has_seed_1_and_without_trials_it_sees_what_its_original_does()
    {
        NetworkOptions recorded = Read("{ of: a, noise: 1 }").Networks[1];
        Assert.Equal(new Observation(null, 1, null, null, 1), Assert.IsType<CopiedNetwork>(recorded.Source).Observation);
        Assert.Null(recorded.Task);
    }

    [Theory]
    [InlineData("{ of: a, units: 0.5, noise: 4, poisson: 2.5, trials: 200, seed: 7 }")]
    [InlineData("{ of: a, units: 0.1 }")]
    [InlineData("{ of: a, noise: 0.30000000000000004, permute: 2 }")]
    [InlineData("{ of: a, trials: 8, oblique: 3 }")]
    public void A_recorded_copy_that_is_written_back_is_read_as_the_same(string copy)
    {
        Experiment read = Read(copy);
        using ExperimentFile place = new("");
        Experiment again = ExperimentFile.Reread(read, place);
        Assert.Equal(read.Networks, again.Networks);
        Assert.Equal(ExperimentWriter.Write(read), ExperimentWriter.Write(again));
    }

    [Theory]
    [InlineData("{ of: a, units: 0 }", "copy.units: 0 is out of range; a number above 0 to 1 is wanted")]
    [InlineData("{ of: a, units: 12 }", "copy.units: 12 is out of range; a number above 0 to 1 is wanted")]
    [InlineData("{ of: a, noise: 0 }", "copy.noise: 0 is out of range; a number from 1E-06 to 1000000 is wanted")]
    [InlineData("{ of: a, noise: loud }", "copy.noise: a number is wanted, found the text 'loud'")]
    [InlineData("{ of: a, poisson: -1 }", "copy.poisson: -1 is out of range; a number from 0.001 to 1000 is wanted")]
    [InlineData("{ of: a, trials: 7 }", "copy.trials: 7 is out of range; a whole number from 8 to 1000000 is wanted")]
    [InlineData("{ of: a, trials: 10.5 }", "copy.trials: a whole number is wanted, found the number 10.5")]
    [InlineData("{ of: a, permute: 1, seed: 3 }", "copy.seed: nothing of this copy is drawn; the seed belongs to noise, poisson, units and "
        + "trials, and that of another order of units is permute")]
    [InlineData("{ of: a, noise: 1, seed: -3 }", "copy.seed: -3 is out of range; a whole number from 0 to 2147483647 is wanted")]
    [InlineData("{ of: a, noise: 1 }, accessible: true", "accessible: this is a recording, which cannot be run; leave this key out")]
    public void What_is_wrong_with_a_recorded_copy_is_one_sentence(string copy, string error) => Assert.EndsWith(
        $" networks.1.{error}", Assert.Single(
            ExperimentFile.Errors(Text(copy)), found => found.Contains("networks.1", StringComparison.Ordinal)), StringComparison.Ordinal);

    private static Experiment Read(string copy) => ExperimentFile.Read(Text(copy));

    private static string Text(string copy) => $$"""
        task: multi-object
        site: state
        networks:
          - { name: a, train: { architecture: gru } }
          - { name: b, copy: {{copy}} }
        alignment: { method: clmas, size: 8 }
        """;
}
