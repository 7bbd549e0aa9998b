using Mas.Experiments;
using Mas.Networks.Copies;
using Mas.NetworkTraining;
using Mas.Oracles.Sources;
using Mas.Plans;
using Mas.Results.Files;
using Mas.Results.Plans;
using Mas.Tests.Experiments;
using Xunit;

namespace Mas.Tests.Plans;

public sealed class PlanReaderTests
{
    private const string Networks = """
        reference: { train: { architecture: gru, width: 32 } }
        alike: { name: b, train: { architecture: gru, width: 16, seed: 9 }, site: embedding }
        different: { train: { architecture: lstm, width: 24, steps: 0 } }
        """;

    private const string Head = "task: multi-object\nsite: state\n" + Networks + "\n";

    [Fact]
    public void A_plan_is_read_with_its_defaults()
    {
        RecordingPlan plan = Read(Head + "units: [4, 16]");
        Assert.Equal(["reference", "b", "different"], plan.Recorded.Prepend(plan.Reference).Select(network => network.Name));
        Assert.Equal(new NetworkToTrain("gru", 16, null, 9, null), plan.Alike.Source);
        Assert.Equal(("embedding", null), (plan.Alike.Site, plan.Reference.Site));
        Assert.Equal((1, 5), (plan.Seed, plan.Draws));
        Assert.Equal([4, 16], plan.Units);
        AlignmentOptions alignment = plan.Alignment;
        Assert.Equal([AlignmentMethod.Clmas], alignment.Methods);
        Assert.Equal(Mas.Alignments.Normalise.Standard, alignment.Design.Normalise);
        Assert.Equal((150, 64, 2000, 200, 500), (alignment.Steps, alignment.Batch, alignment.Train, alignment.Validation, alignment.Test));
        Assert.Equal([1], alignment.Seeds);
        Assert.Equal([16], alignment.Sizes[0].PerVariable!);
    }

    [Fact]
    public void What_is_written_wins_over_the_defaults_and_several_networks_may_differ()
    {
        RecordingPlan plan = Read("""
            name: mine
            seed: 4
            draws: 2
            task: multi-object
            reference: { train: { architecture: gru }, site: state, insist: true }
            alike: { train: { architecture: gru }, site: state }
            different:
              - { train: { architecture: gru, steps: 0 }, site: state }
              - { name: other, train: { architecture: lstm }, site: state }
            trials: [8, 100]
            noise: [0.5, 4]
            poisson: [0.2, 3]
            alignment: { normalise: none, steps: 7, seeds: [3, 4], variables: [count], size: full, family: linear }
            """);
        Assert.Equal(["alike", "different-1", "other"], plan.Recorded.Select(network => network.Name));
        Assert.Equal((4, 2, 7), (plan.Seed, plan.Draws, plan.Alignment.Steps));
        Assert.Equal(new PlanPoint(null, 100, 4, 3), plan.Lists.Best);
        Assert.Null(plan.Alignment.Sizes[0].PerVariable);
        Assert.True(plan.Reference.Insist);
    }

    [Fact]
    public void Draws_have_seeds_of_their_own_that_fit_into_a_file()
    {
        RecordingPlan plan = Read(Head + "units: [4]\ndraws: 40"), other = Read(Head + "units: [4]\ndraws: 40\nseed: 2");
        Assert.Equal(80, plan.DrawSeeds.Concat(other.DrawSeeds).Distinct().Count());
        Assert.All(plan.DrawSeeds, seed => Assert.InRange(seed, 0, int.MaxValue));
        Assert.Equal(plan.DrawSeeds.Take(3), (plan with { Draws = 3 }).DrawSeeds);
    }

    [Theory]
    [InlineData("units: [0.25, 0.5, 1]\nnoise: [0.30000000000000004]")]
    [InlineData("trials: [50]\npoisson: [2]\nalignment: { variables: [count], size: full, family: linear, seeds: [1, 2] }")]
    [InlineData("units: [4]\nalignment: { size: 2, cl: { weight: 0.5 }, stop: { patience: 3 }, start: random }")]
    public void A_plan_that_is_written_back_is_read_as_the_same(string rest)
    {
        RecordingPlan plan = Read(Head + rest);
        string written = PlanWriter.Write(plan);
        RecordingPlan again = Read(written);
        Assert.Equal(plan with { Name = again.Name }, again);
        Assert.Equal(written, PlanWriter.Write(plan with { Name = again.Name }));
    }

    [Theory]
    [InlineData("units: [4]\nunit: [8]", "unit: unknown key 'unit'; did you mean 'units'?")]
    [InlineData("", "units: nothing is varied; wanted is a list of units, trials, noise or poisson, the best last")]
    [InlineData("units: []", "units: 0 values are listed; wanted are 1 to 100")]
    [InlineData("units: 4", "units: a list is wanted, found the number 4")]
    [InlineData(
        "units: [8, 4]", "units.1: the number 4 is not above the value before it; the list must rise, because its last value is the best")]
    [InlineData("units: [0.5, 4]", "units.1: shares, which are at most 1, and numbers of units cannot stand in one list; write one kind")]
    [InlineData("units: [2.5]", "units.0: the number 2.5 is neither a number of units nor a share of them, at most 1")]
    [InlineData("units: [4, 20]", "units.1: the number 20 is more than the 16 units of network 'b'; end the list there")]
    [InlineData("units: [0]", "units.0: 0 is out of range; a number above 0 to 16384 is wanted")]
    [InlineData("trials: [4]", "trials.0: 4 is out of range; a whole number from 8 to 1000000 is wanted")]
    [InlineData("noise: [.inf]", "noise.0: a number is wanted, found the text '.inf'")]
    [InlineData("poisson: [0]", "poisson.0: 0 is out of range; a number from 0.001 to 1000 is wanted")]
    [InlineData("units: [4]\ndraws: 0", "draws: 0 is out of range; a whole number from 1 to 1000 is wanted")]
    [InlineData("units: [4]\nalignment: { method: mas }", "alignment.method: a plan aligns each recording with its reference by clmas, and "
        + "one thing is exchanged; leave this key out")]
    [InlineData("units: [4]\nalignment: { size: [2, 4] }",
        "alignment.size: a plan has one size, which is cut to the units that are seen; name one")]
    [InlineData("units: [4]\nalignment: { variables: [count, phase], size: 2 }",
        "alignment.variables: a plan exchanges one thing; name one variable, or full")]
    [InlineData("units: [4]\nalignment: { steps: -1 }",
        "alignment.steps: -1 is out of range; a whole number from 0 to 2147483647 is wanted")]
    [InlineData("units: [4]\nalignment: 3", "alignment: a mapping is wanted, found the number 3")]
    public void What_is_wrong_is_one_sentence_with_its_place(string rest, string error)
    {
        string found = Assert.Single(Errors(Head + rest));
        Assert.EndsWith($" {error}", " " + found, StringComparison.Ordinal);
        Assert.Matches(@"^(\d+:\d+ )?[a-z]", found);
    }

    [Theory]
    [InlineData("reference: { path: x }\nalike: { path: y }",
        "different: this key is missing; wanted is a network that does not, or a list of such")]
    [InlineData("alike: { path: y }\ndifferent: { path: z }\nreference: { copy: { of: y, noise: 2 } }",
        "reference.copy: a plan makes its own recordings, of networks that can be run; name the network itself by path or train")]
    [InlineData("reference: { path: x }\nalike: { path: y }\ndifferent: []", "different: 0 networks are listed; wanted are 1 to 8")]
    [InlineData("reference: { path: x }\nalike: { name: Reference, path: y }\ndifferent: { path: z }",
        "alike.name: two networks are called 'Reference', letter case aside; names must be unique")]
    [InlineData("reference: { path: x, accessible: true }\nalike: { path: y }\ndifferent: { path: z }",
        "reference.accessible: unknown key 'accessible'; allowed are name, copy, recording, rdm, path, train, python, given, adapter, "
        + "dtype, config, insist, site")]
    [InlineData("reference: { path: x, pat: y }\nalike: { path: y }\ndifferent: { path: z }",
        "reference.pat: unknown key 'pat'; did you mean 'path'?")]
    public void A_wrong_network_is_one_sentence_with_its_place(string networks, string error) => Assert.Contains(
        Errors("task: multi-object\nsite: state\nunits: [4]\n" + networks), found => found.EndsWith(error, StringComparison.Ordinal));

    [Fact]
    public void A_small_form_and_overrides_are_laid_over_the_file()
    {
        string text = Head + "units: [4, 16]\ndraws: 9\nsmall: { draws: 2, units: [4] }";
        Assert.Equal((9, 2), (Read(text).Draws, Read(text, [], small: true).Draws));
        RecordingPlan plan = Read(text, ["units=[2, 8]", "alike.train.seed=77", "alignment.steps=3"], small: true);
        Assert.Equal([2, 8], plan.Units);
        Assert.Equal((77, 3, 2), (((NetworkToTrain)plan.Alike.Source).Seed, plan.Alignment.Steps, plan.Draws));
    }

    // What mas run would do with an experiment file that says the same.
    [Fact]
    public void A_recording_of_a_plan_is_the_experiment_that_a_file_can_say()
    {
        RecordingPlan plan = Read(Head.Replace(", site: embedding", "", StringComparison.Ordinal)
            + "units: [4, 8]\ntrials: [100]\nnoise: [2]\nalignment: { size: 6 }");
        int seed = plan.DrawSeeds[1];
        Experiment planned = PlannedExperiment.Of(plan, new PlannedRecording(plan.Lists.Points[0], 2, seed, "b"), plan.Alike, 16);
        Experiment written = ExperimentFile.Read($$"""
            name: {{plan.Name}}
            seed: {{seed}}
            task: multi-object
            site: state
            networks:
              - { name: reference, train: { architecture: gru, width: 32, seed: 1 } }
              - { name: b-recorded, copy: { of: b, units: 0.25, noise: 2, trials: 100, seed: {{seed}} } }
              - { name: b, train: { architecture: gru, width: 16, seed: 9 } }
            alignment:
              { method: clmas, normalise: standard, size: 4, steps: 150, batch: 64, train: 2000, validation: 200, test: 500, seeds: [1] }
            """);
        Assert.Equal(((CopiedNetwork)written.Networks[1].Source).Observation, ((CopiedNetwork)planned.Networks[1].Source).Observation);
        Assert.Equal(written.Networks[1].Task, planned.Networks[1].Task);
        Assert.Equal(written.Alignment with { Variables = planned.Alignment.Variables }, planned.Alignment);
        Assert.False(planned.Networks[1].Accessible);
    }

    [Fact]
    public void The_page_shows_a_valid_plan_and_its_defaults()
    {
        string page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "plan.md"));
        string block = page.Split("```yaml\n")[1].Split("```")[0];
        RecordingPlan plan = Read(block);
        Assert.Equal(PlanLists.Keys, plan.Lists.Varied);
        string bare = block[..block.IndexOf("draws:", StringComparison.Ordinal)];
        Assert.Equal(PlanWriter.Write(plan), PlanWriter.Write(Read(bare)));
        Assert.All(PlanMeasure.All, measure => Assert.Contains($"`{measure.Word}`", page, StringComparison.Ordinal));
        Assert.All(PlanCsv.Header.Split(','), column => Assert.Contains($"`{column}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_plan_of_the_experiments_is_valid()
    {
        string[] files = Directory.GetFiles(Path.Combine(SourceTree.Root, "experiments", "plans"), "*.yaml");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(PlanReader.Read(file, [], small: true).Draws < PlanReader.Read(file).Draws));
    }

    private static RecordingPlan Read(string text, IReadOnlyList<string>? overrides = null, bool small = false)
    {
        using var file = new ExperimentFile(text);
        return PlanReader.Read(file.FullPath, overrides, small);
    }

    private static string[] Errors(string text)
    {
        using var file = new ExperimentFile(text);
        return [.. Assert.Throws<InputException>(() => PlanReader.Read(file.FullPath)).Errors.Select(error =>
            (error.Line is null ? "" : $"{error.Line}:{error.Column} ") + (error.Key is null ? "" : $"{error.Key}: ") + error.Message)];
    }
}
