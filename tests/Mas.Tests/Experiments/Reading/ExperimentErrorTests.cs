using Mas.Results.Files;
using Mas.Runs;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

public sealed class ExperimentErrorTests
{
    private const string Head = """
        task: multi-object
        site: state
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]

        """;

    [Theory]
    [InlineData("alignmnet: {}", "4:1 alignmnet: unknown key 'alignmnet'; did you mean 'alignment'?")]
    [InlineData("whatever: 1", "4:1 whatever: unknown key 'whatever'; allowed are name, seed, networks, task, site, alignment, evaluation, "
        + "analyses, verdict, small")]
    [InlineData("alignment: { stop: { patiens: 3 } }", "4:22 alignment.stop.patiens: unknown key 'patiens'; did you mean 'patience'?")]
    [InlineData("alignment: { parametrisation: cayly }", "4:31 alignment.parametrisation: unknown word 'cayly'; did you mean 'cayley'?")]
    [InlineData("alignment: { start: elsewhere }",
        "4:21 alignment.start: unknown word 'elsewhere'; allowed are aligned, random, identity, next-larger")]
    [InlineData("alignment: { scheme: singel }", "4:22 alignment.scheme: unknown word 'singel'; did you mean 'single'?")]
    [InlineData("alignment: { steps: many }", "4:21 alignment.steps: a whole number is wanted, found the text 'many'")]
    [InlineData("alignment: { steps: '5' }", "4:21 alignment.steps: a whole number is wanted, found the text '5'")]
    [InlineData("alignment: { steps: 2.5 }", "4:21 alignment.steps: a whole number is wanted, found the number 2.5")]
    [InlineData("alignment: { steps: [5] }", "4:21 alignment.steps: a whole number is wanted, found a list")]
    [InlineData("alignment: { steps: -1 }", "4:21 alignment.steps: -1 is out of range; a whole number from 0 to 2147483647 is wanted")]
    [InlineData("alignment: { steps: 99999999999999999999 }",
        "4:21 alignment.steps: 99999999999999999999 is out of range; a whole number from 0 to 2147483647 is wanted")]
    [InlineData("alignment: { steps: 1.0000001 }", "4:21 alignment.steps: a whole number is wanted, found the number 1.0000001")]
    [InlineData("alignment: { steps: 1e-3 }", "4:21 alignment.steps: a whole number is wanted, found the number 1e-3")]
    [InlineData("alignment: { steps: 1e10 }", "4:21 alignment.steps: 1e10 is out of range; a whole number from 0 to 2147483647 is wanted")]
    [InlineData("alignment: { steps: 1e999 }",
        "4:21 alignment.steps: 1e999 is out of range; a whole number from 0 to 2147483647 is wanted")]
    [InlineData("alignment: { batch: 0 }", "4:21 alignment.batch: 0 is out of range; a whole number from 1 to 10000000 is wanted")]
    [InlineData("alignment: { learning_rate: 0 }", "4:29 alignment.learning_rate: 0 is out of range; a number above 0 to 1 is wanted")]
    [InlineData("alignment: { learning_rate: .nan }", "4:29 alignment.learning_rate: a number is wanted, found the text '.nan'")]
    [InlineData("alignment: { stop: { target: 1.5 } }", "4:30 alignment.stop.target: 1.5 is out of range; a number above 0 to 1 is wanted")]
    [InlineData("alignment: 5", "4:12 alignment: a mapping is wanted, found the number 5")]
    [InlineData("alignment:", "4:1 alignment: this key has no value")]
    [InlineData("alignment: { steps: }", "4:14 alignment.steps: this key has no value")]
    [InlineData("alignment: { seeds: [] }", "4:21 alignment.seeds: the list is empty; at least one seed is wanted")]
    [InlineData("alignment: { seeds: [1, 2, 1] }", "4:28 alignment.seeds.2: 1 comes twice; the numbers must differ")]
    [InlineData("alignment: { seeds: [1, x] }", "4:25 alignment.seeds.1: a whole number is wanted, found the text 'x'")]
    [InlineData("alignment: { seeds: 1 }", "4:21 alignment.seeds: a list is wanted, found the number 1")]
    [InlineData("evaluation: { controls: [no-swop] }", "4:26 evaluation.controls: unknown word 'no-swop'; did you mean 'no-swap'?")]
    [InlineData("evaluation: { controls: [identity, identity] }", "4:36 evaluation.controls: 'identity' comes twice")]
    [InlineData("evaluation: { controls: [input-only] }", "4:25 evaluation.controls: the control input-only replaces the tokens of all "
        + "positions up to the intervened one, and alignment.scheme is single; use stepwise, or leave input-only out")]
    [InlineData("alignment: { test: 1 }", "1:1 evaluation.controls: the control shuffled gives every test intervention another one's "
        + "source, and alignment.test is 1; ask for at least 2, or leave shuffled out")]
    [InlineData("evaluation: { controls: true }", "4:25 evaluation.controls: a list of controls or false is wanted, found true")]
    [InlineData("verdict: { same: 0.5, different: 0.5 }", "4:34 verdict.different: different must be below same, or a pair could be both")]
    [InlineData("verdict: { same: 1.5 }", "4:18 verdict.same: 1.5 is out of range; a number from 0 to 1 is wanted")]
    [InlineData("seed: -3", "4:7 seed: -3 is out of range; a whole number from 0 to 2147483647 is wanted")]
    [InlineData("name: 5", "4:7 name: a text is wanted, found the number 5; put it in quotes if it is meant as a text")]
    [InlineData("name: ../escape", "4:7 name: the text '../escape' cannot be a name; wanted are at most 100 of the letters a-z and A-Z, "
        + "digits, '.', '_' and '-', with a letter or digit first and last, and no device of Windows")]
    [InlineData("site: state", "4:1 site: the key 'site' comes twice; it stands first in line 2")]
    [InlineData("smal: {}", "4:1 smal: unknown key 'smal'; did you mean 'small'?")]
    [InlineData("small: { small: {} }", "4:10 small.small: the small form cannot have a small form of its own")]
    [InlineData("small: [1]", "4:8 small: a mapping is wanted, found a list")]
    public void A_wrong_line_of_an_experiment_is_told_with_its_place(string line, string error) =>
        Assert.Equal([error], ExperimentFile.Errors(Head + line));

    [Fact]
    public void Keys_that_an_experiment_must_have_are_missed() => Assert.Equal(
        [
            "1:1 networks: this key is missing; wanted is a list of networks",
            "1:1 task: this key is missing; wanted is a task, such as multi-object",
            "1:1 site: this key is missing; wanted is a site, such as state",
        ],
        ExperimentFile.Errors("name: x"));

    [Fact]
    public void All_errors_of_an_experiment_come_at_once_in_the_order_of_the_file_and_overrides_last() => Assert.Equal(
        [
            "1:7 task.name: unknown word 'x'; allowed are multi-object, single-object, same-object, modulo, rounding, square, arithmetic, "
                + "hierarchical-equality, and-or",
            "2:7 site: unknown site 'y'; sites are embedding, state, state.k, layer.k, attention.k and mlp.k with a number for k",
            "3:11 networks: 0 networks are listed; wanted are 1 to 256",
            "5:10 alignment.steps: a whole number is wanted, found true",
            "6:3 alignment.sede: unknown key 'sede'; did you mean 'seeds'?",
            "verdict.same: 3 is out of range; a number from 0 to 1 is wanted (in the override 'verdict.same=3')",
        ],
        ExperimentFile.Errors("task: x\nsite: y\nnetworks: []\nalignment:\n  steps: true\n  sede: [1]\n", "verdict.same=3"));

    [Theory]
    [InlineData("", "the file is empty, or a pipe, a device or a socket, which is not read; give a file with content")]
    [InlineData("# nothing", "2:1 the file is empty; an experiment is wanted")]
    [InlineData("just a text", "1:1 an experiment is a mapping of keys to values, found the text 'just a text'")]
    [InlineData("- 1", "1:1 an experiment is a mapping of keys to values, found a list")]
    public void A_file_without_an_experiment_is_refused(string text, string error) => Assert.Equal([error], ExperimentFile.Errors(text));

    [Fact]
    public void A_missing_experiment_file_and_a_folder_are_refused()
    {
        string missing = Path.Combine(Path.GetTempPath(), "no", "such.yaml");
        Assert.Equal($"{missing}: there is no such file", Assert.Throws<InputException>(() => ExperimentRunner.Read(missing)).Message);
        Assert.Equal($"{Path.GetTempPath()}: this is a folder; a file is wanted",
            Assert.Throws<InputException>(() => ExperimentRunner.Read(Path.GetTempPath())).Message);
    }
}
