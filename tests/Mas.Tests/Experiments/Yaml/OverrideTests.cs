using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.NetworkTraining;
using Mas.Results.Files;
using Mas.Runs;
using Mas.Training;
using Xunit;

namespace Mas.Tests.Experiments.Yaml;

public sealed class OverrideTests
{
    private const string Text = """
        task: multi-object
        site: state
        networks:
          - { name: a, train: { architecture: gru, seed: 1 } }
          - { name: b, path: nets/b }
        alignment: { size: 8, stop: { target: 0.9, patience: 5 } }
        small:
          task: { quantities: [1, 6] }
          alignment: { seeds: [4], stop: { patience: 3 } }

        """;

    [Fact]
    public void An_override_takes_the_place_of_what_the_file_says()
    {
        Experiment read = ExperimentFile.Read(Text, "alignment.seeds=[1]", "networks.0.train.seed=7", "seed=5", "verdict.same=0.8",
            "task.quantities=[2, 9]", "networks.1.name='0'");
        Assert.Equal([1], read.Alignment.Seeds);
        Assert.Equal(new NetworkToTrain("gru", null, null, 7, null), read.Networks[0].Source);
        Assert.Equal("0", read.Networks[1].Name);
        Assert.Equal(5, read.Seed);
        Assert.Equal(0.8, read.Verdict.Same);
        Assert.Equal(new NamedTask { Name = "multi-object", Smallest = 2, Largest = 9, HeldOut = [4, 9] }, read.Task);
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("1E+3")]
    [InlineData("1000.0")]
    [InlineData("10e2")]
    [InlineData("+1000.")]
    public void A_whole_number_may_be_written_as_programs_write_it(string thousand)
    {
        Assert.Equal(1000, ExperimentFile.Read(Text, $"alignment.steps={thousand}").Alignment.Steps);
        string written = Text.Replace("size: 8", $"size: 8, steps: {thousand}", StringComparison.Ordinal);
        Assert.Equal(1000, ExperimentFile.Read(written).Alignment.Steps);
        Assert.Equal([1000], ExperimentFile.Read(Text, $"alignment.seeds=[{thousand}]").Alignment.Seeds);
    }

    [Fact]
    public void The_last_override_of_a_key_wins() => Assert.Equal(2, ExperimentFile.Read(Text, "seed=1", "seed=2").Seed);

    [Theory]
    [InlineData("seed=x", "seed: a whole number is wanted, found the text 'x' (in the override 'seed=x')")]
    [InlineData("seed=", "seed: this key has no value (in the override 'seed=')")]
    [InlineData("sead=1", "sead: unknown key 'sead'; did you mean 'seed'? (in the override 'sead=1')")]
    [InlineData("alignment.stepps=1",
        "alignment.stepps: unknown key 'stepps'; did you mean 'steps'? (in the override 'alignment.stepps=1')")]
    [InlineData("seed", "this is no key=value; wanted is for example alignment.steps=500 (in the override 'seed')")]
    [InlineData("=5", "this is no key=value; wanted is for example alignment.steps=500 (in the override '=5')")]
    [InlineData("a..b=5", "this is no key=value; wanted is for example alignment.steps=500 (in the override 'a..b=5')")]
    [InlineData("networks.2.insist=true",
        "networks: a list of 2 stands here, which has no entry '2'; entries count from 0 (in the override 'networks.2.insist=true')")]
    [InlineData("networks.a.insist=true",
        "networks: a list of 2 stands here, which has no entry 'a'; entries count from 0 (in the override 'networks.a.insist=true')")]
    [InlineData("site.x=1", "site: the text 'state' stands here, which has no 'x' (in the override 'site.x=1')")]
    [InlineData("seed=[1",
        "this cannot be read as YAML: a list in [ ] is not closed, or lacks a comma before this (in the override 'seed=[1')")]
    [InlineData("seed=&a 1", "anchors and tags are not supported; write the value itself (in the override 'seed=&a 1')")]
    public void A_wrong_override_is_named(string text, string error) => Assert.Equal([error], ExperimentFile.Errors(Text, text));

    [Fact]
    public void An_endless_key_is_refused() =>
        Assert.StartsWith("this is no key=value",
            Assert.Single(ExperimentFile.Errors(Text, string.Join('.', Enumerable.Repeat("a", 200_000)) + "=1")), StringComparison.Ordinal);

    [Fact]
    public void The_small_form_is_laid_over_the_rest_key_by_key()
    {
        using var file = new ExperimentFile(Text);
        Experiment small = ExperimentRunner.Read(file.FullPath, small: true);
        Assert.Equal(new NamedTask { Name = "multi-object", Largest = 6, HeldOut = [4] }, small.Task);
        Assert.Equal([4], small.Alignment.Seeds);
        Assert.Equal(new StopOptions { Target = 0.9, Patience = 3 }, small.Alignment.Stop);
        Assert.Equal([new SubspaceSizes([8])], small.Alignment.Sizes);
    }

    [Fact]
    public void Without_being_asked_for_the_small_form_changes_nothing() =>
        Assert.Equal(ExperimentWriter.Write(ExperimentFile.Read(Text[..Text.IndexOf("small:", StringComparison.Ordinal)])),
            ExperimentWriter.Write(ExperimentFile.Read(Text)));

    [Fact]
    public void An_override_wins_over_the_small_form()
    {
        using var file = new ExperimentFile(Text);
        Assert.Equal([9], ExperimentRunner.Read(file.FullPath, ["alignment.seeds=[9]"], small: true).Alignment.Seeds);
        Assert.Equal([8], ExperimentRunner.Read(file.FullPath, ["small.alignment.seeds=[8]"], small: true).Alignment.Seeds);
    }

    [Fact]
    public void The_small_form_is_checked_though_it_is_not_asked_for() =>
        Assert.Equal(["9:24 alignment.seeds.0: a whole number is wanted, found the text 'x'"],
            ExperimentFile.Errors(Text.Replace("[4]", "[x]", StringComparison.Ordinal)));

    [Fact]
    public void A_small_form_that_is_asked_for_must_be_there()
    {
        Assert.Equal(["1:1 small: --small was asked for, but this key is missing"],
            ExperimentFile.Errors(Text[..Text.IndexOf("small:", StringComparison.Ordinal)], small: true, []));
    }

    [Fact]
    public void An_error_of_both_forms_is_told_once() =>
        Assert.Equal(
            ["2:7 site: unknown site 'stat'; sites are embedding, state, state.k, layer.k, attention.k and mlp.k with a number for k"],
            ExperimentFile.Errors(Text.Replace("site: state", "site: stat", StringComparison.Ordinal)));

    [Fact]
    public void An_error_in_the_file_keeps_its_place_beside_overrides()
    {
        InputError error = Assert.Single(Assert.Throws<InputException>(() => ExperimentFile.Read(Text + "sed: 1\n", "seed=3")).Errors);
        Assert.Equal((10, 1, "sed"), (error.Line, error.Column, error.Key));
    }
}
