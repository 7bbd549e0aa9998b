using Mas.Experiments;
using Mas.Results;
using Xunit;

namespace Mas.Tests.Experiments;

public sealed class ExperimentErrorTests
{
    private const string Head = """
        task: multi-object
        site: state
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]

        """;

    [Theory]
    [InlineData("alignmnet: {}", "4:1 alignmnet: unknown key 'alignmnet'; did you mean 'alignment'?")]
    [InlineData("whatever: 1", "4:1 whatever: unknown key 'whatever'; allowed are name, seed, networks, task, site, alignment, evaluation, verdict, small")]
    [InlineData("alignment: { stop: { patiens: 3 } }", "4:22 alignment.stop.patiens: unknown key 'patiens'; did you mean 'patience'?")]
    [InlineData("alignment: { parametrisation: cayly }", "4:31 alignment.parametrisation: unknown word 'cayly'; did you mean 'cayley'?")]
    [InlineData("alignment: { start: elsewhere }", "4:21 alignment.start: unknown word 'elsewhere'; allowed are aligned, random")]
    [InlineData("alignment: { scheme: singel }", "4:22 alignment.scheme: unknown word 'singel'; did you mean 'single'?")]
    [InlineData("alignment: { steps: many }", "4:21 alignment.steps: a whole number is wanted, found the text 'many'")]
    [InlineData("alignment: { steps: '5' }", "4:21 alignment.steps: a whole number is wanted, found the text '5'")]
    [InlineData("alignment: { steps: 2.5 }", "4:21 alignment.steps: a whole number is wanted, found the number 2.5")]
    [InlineData("alignment: { steps: [5] }", "4:21 alignment.steps: a whole number is wanted, found a list")]
    [InlineData("alignment: { steps: -1 }", "4:21 alignment.steps: -1 is out of range; a whole number of at least 0 is wanted")]
    [InlineData("alignment: { steps: 99999999999999999999 }", "4:21 alignment.steps: 99999999999999999999 is out of range; a whole number of at least 0 is wanted")]
    [InlineData("alignment: { batch: 0 }", "4:21 alignment.batch: 0 is out of range; a whole number from 1 to 10000000 is wanted")]
    [InlineData("alignment: { learning_rate: 0 }", "4:29 alignment.learning_rate: 0 is out of range; a number above 0 to 1 is wanted")]
    [InlineData("alignment: { learning_rate: .nan }", "4:29 alignment.learning_rate: a number is wanted, found the text '.nan'")]
    [InlineData("alignment: { stop: { target: 1.5 } }", "4:30 alignment.stop.target: 1.5 is out of range; a number above 0 to 1 is wanted")]
    [InlineData("alignment: 5", "4:12 alignment: a mapping is wanted, found the number 5")]
    [InlineData("alignment:", "4:1 alignment: this key has no value")]
    [InlineData("alignment: { steps: }", "4:14 alignment.steps: this key has no value")]
    [InlineData("alignment: { size: fool }", "4:20 alignment.size: a whole number or the word full is wanted, found the text 'fool'")]
    [InlineData("alignment: { size: 0 }", "4:20 alignment.size: 0 is out of range; a whole number of at least 1 is wanted")]
    [InlineData("alignment: { variables: count }", "4:25 alignment.variables: a list is wanted, found the text 'count'")]
    [InlineData("alignment: { variables: [] }", "4:25 alignment.variables: the list is empty; wanted is full or a variable's name")]
    [InlineData("alignment: { variables: [coutn] }", "4:26 alignment.variables: unknown word 'coutn'; did you mean 'count'?")]
    [InlineData("alignment: { seeds: [] }", "4:21 alignment.seeds: the list is empty; at least one seed is wanted")]
    [InlineData("alignment: { seeds: [1, 2, 1] }", "4:28 alignment.seeds.2: 1 comes twice; the numbers must differ")]
    [InlineData("alignment: { seeds: [1, x] }", "4:25 alignment.seeds.1: a whole number is wanted, found the text 'x'")]
    [InlineData("alignment: { seeds: 1 }", "4:21 alignment.seeds: a list is wanted, found the number 1")]
    [InlineData("alignment: { directions: some }", "4:26 alignment.directions: the word all or a list of [source, target] is wanted, found the text 'some'")]
    [InlineData("alignment: { directions: [[a, b], [a]] }", "4:35 alignment.directions.1: a pair [source, target] is wanted, found a list")]
    [InlineData("alignment: { directions: [[a, c]] }", "4:31 alignment.directions.0: there is no network 'c'; allowed are a, b")]
    [InlineData("alignment: { directions: [[a, other]] }", "4:31 alignment.directions.0: there is no network 'other'; allowed are a, b")]
    [InlineData("alignment: { directions: [[a, b], [a, b]] }", "4:35 alignment.directions.1: the direction a→b comes twice")]
    [InlineData("alignment: { directions: [[a, a]] }", "4:26 alignment.directions: network 'b' is in no direction, so nothing would align it")]
    [InlineData("alignment: { directions: [] }", "4:26 alignment.directions: the list is empty; at least one direction is wanted")]
    [InlineData("alignment: { method: das, directions: [[a, a], [b, b]] }", "4:39 alignment.directions: method das aligns each network with itself; a list of directions needs method mas")]
    [InlineData("evaluation: { controls: [no-swop] }", "4:26 evaluation.controls: unknown word 'no-swop'; did you mean 'no-swap'?")]
    [InlineData("evaluation: { controls: [identity, identity] }", "4:36 evaluation.controls: 'identity' comes twice")]
    [InlineData("alignment: { test: 1 }", "1:1 evaluation.controls: the control shuffled gives every test intervention another one's source, and alignment.test is 1; ask for at least 2, or leave shuffled out")]
    [InlineData("evaluation: { controls: true }", "4:25 evaluation.controls: a list of controls or false is wanted, found true")]
    [InlineData("verdict: { same: 0.5, different: 0.5 }", "4:34 verdict.different: different must be below same, or a pair could be both")]
    [InlineData("verdict: { same: 1.5 }", "4:18 verdict.same: 1.5 is out of range; a number from 0 to 1 is wanted")]
    [InlineData("seed: -3", "4:7 seed: -3 is out of range; a whole number of at least 0 is wanted")]
    [InlineData("name: 5", "4:7 name: a text is wanted, found the number 5; put it in quotes if it is meant as a text")]
    [InlineData("name: ../escape", "4:7 name: the text '../escape' cannot be a name; wanted are at most 100 of the letters a-z and A-Z, digits, '.', '_' and '-', with a letter or digit first and last, and no device of Windows")]
    [InlineData("site: state", "4:1 site: the key 'site' comes twice; it stands first in line 2")]
    [InlineData("smal: {}", "4:1 smal: unknown key 'smal'; did you mean 'small'?")]
    [InlineData("small: { small: {} }", "4:10 small.small: the small form cannot have a small form of its own")]
    [InlineData("small: [1]", "4:8 small: a mapping is wanted, found a list")]
    public void A_wrong_line_is_told_with_its_place(string line, string error) => Assert.Equal([error], ExperimentFile.Errors(Head + line));

    [Theory]
    [InlineData("{ name: a }", "1:12 networks.0.path: either path or train is missing; one of the two is wanted")]
    [InlineData("{ name: a, path: x, train: { architecture: gru } }", "1:39 networks.0.train: path and train exclude one another; one of the two is wanted")]
    [InlineData("{ path: x }", "1:12 networks.0.name: this key is missing; wanted is a name for the network")]
    [InlineData("{ name: 'a/b', path: x }", "1:20 networks.0.name: the text 'a/b' cannot be a name; wanted are at most 100 of the letters a-z and A-Z, digits, '.', '_' and '-', with a letter or digit first and last, and no device of Windows")]
    [InlineData("{ name: a, path: ' ' }", "1:29 networks.0.path: this is no path; wanted is a network's folder or file")]
    [InlineData("{ name: a, path: x, insist: yes }", "1:40 networks.0.insist: true or false is wanted, found the text 'yes'")]
    [InlineData("{ name: a, train: { width: 64 } }", "1:30 networks.0.train.architecture: this key is missing; wanted is an architecture, such as gru")]
    [InlineData("{ name: a, train: { architecture: grü } }", "1:46 networks.0.train.architecture: unknown word 'grü'; did you mean 'gru'?")]
    [InlineData("{ name: a, train: { architecture: gru, width: 0 } }", "1:58 networks.0.train.width: 0 is out of range; a whole number from 1 to 16384 is wanted")]
    [InlineData("{ name: a, train: { architecture: gru, width: 16 } }", "4:20 alignment.size: 32 dimensions are more than the width 16 of network 'a'; the limit is the smallest width, which is also written full")]
    [InlineData("a", "1:12 networks.0: a mapping is wanted, found the text 'a'")]
    [InlineData("{ name: B, path: x }", "1:42 networks.1.name: two networks are called 'b', letter case aside; names must be unique")]
    public void A_wrong_network_is_told_with_its_place(string network, string error) => Assert.Equal([error], ExperimentFile.Errors($$"""
        networks: [{{network}}, { name: b, path: x }]
        site: state
        task: multi-object
        alignment: { size: 32 }
        """));

    [Theory]
    [InlineData("multi-objekt", "3:7 task.name: unknown word 'multi-objekt'; did you mean 'multi-object'?")]
    [InlineData("{ quantities: [1, 5] }", "3:7 task.name: this key is missing; wanted is a task, such as multi-object")]
    [InlineData("{ name: multi-object, quantities: [5, 1] }", "3:41 task.quantities: two whole numbers are wanted, the smallest and the largest quantity")]
    [InlineData("{ name: multi-object, quantities: [1] }", "3:41 task.quantities: two whole numbers are wanted, the smallest and the largest quantity")]
    [InlineData("{ name: multi-object, quantities: [0, 5] }", "3:42 task.quantities: 0 is out of range; a whole number from 1 to 1000 is wanted")]
    [InlineData("{ name: multi-object, held_out: [21] }", "3:40 task.held_out.0: 21 is out of range; a whole number from 1 to 20 is wanted")]
    [InlineData("{ name: multi-object, quantities: [4, 4] }", "3:7 task.held_out: every quantity from 4 to 4 is held out; at least one must be left to train on")]
    [InlineData("{ name: multi-object, causal: upp-down }", "3:37 task.causal: unknown word 'upp-down'; did you mean 'up-down'?")]
    public void A_wrong_task_is_told_with_its_place(string task, string error) => Assert.Equal([error], ExperimentFile.Errors($$"""
        networks: [{ name: a, path: x }, { name: b, path: x }]
        site: state
        task: {{task}}
        """));

    [Theory]
    [InlineData("a", true)]
    [InlineData("1e5", true)]
    [InlineData("a.b_c-D9", true)]
    [InlineData("..", false)]
    [InlineData("-a", false)]
    [InlineData("a.", false)]
    [InlineData("a b", false)]
    [InlineData("größe", false)]
    [InlineData("Con.x", false)]
    [InlineData("console", true)]
    public void A_name_can_be_a_files_name_on_every_system(string name, bool isAllowed)
    {
        string text = Head + $"name: '{name}'";
        if (isAllowed)
            Assert.Equal(name, ExperimentFile.Read(text).Name);
        else
            Assert.StartsWith($"4:7 name: the text '{name}' cannot be a name; wanted are", Assert.Single(ExperimentFile.Errors(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_must_be_there_is_missed() => Assert.Equal(
        [
            "1:1 networks: this key is missing; wanted is a list of networks",
            "1:1 task: this key is missing; wanted is a task, such as multi-object",
            "1:1 site: this key is missing; wanted is a site, such as state",
        ],
        ExperimentFile.Errors("name: x"));

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_the_file_and_overrides_last() => Assert.Equal(
        [
            "1:7 task.name: unknown word 'x'; allowed is multi-object",
            "2:7 site: unknown word 'y'; allowed is state",
            "3:11 networks: 0 networks are listed; wanted are 1 to 256",
            "5:10 alignment.steps: a whole number is wanted, found true",
            "6:3 alignment.sede: unknown key 'sede'; did you mean 'seeds'?",
            "verdict.same: 3 is out of range; a number from 0 to 1 is wanted (in the override 'verdict.same=3')",
        ],
        ExperimentFile.Errors("task: x\nsite: y\nnetworks: []\nalignment:\n  steps: true\n  sede: [1]\n", "verdict.same=3"));

    [Fact]
    public void Mas_needs_two_networks()
    {
        const string one = "task: multi-object\nsite: state\nnetworks: [{ name: a, path: x }]\n";
        const string message = "alignment.method: method mas compares networks, and there is only 1; add another, or use das, which aligns a network with itself";
        Assert.Equal(["1:1 " + message], ExperimentFile.Errors(one));
        Assert.Equal(["4:22 " + message], ExperimentFile.Errors(one + "alignment: { method: mas }"));
        Assert.Equal([new Direction("a", "a")], ExperimentFile.Read(one + "alignment: { method: das }").Alignment.Directions);
    }

    [Theory]
    [InlineData("", "1:1 the file is empty; an experiment is wanted")]
    [InlineData("# nothing", "2:1 the file is empty; an experiment is wanted")]
    [InlineData("just a text", "1:1 an experiment is a mapping of keys to values, found the text 'just a text'")]
    [InlineData("- 1", "1:1 an experiment is a mapping of keys to values, found a list")]
    public void A_file_without_an_experiment_is_refused(string text, string error) => Assert.Equal([error], ExperimentFile.Errors(text));

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        string missing = Path.Combine(Path.GetTempPath(), "no", "such.yaml");
        Assert.Equal($"{missing}: there is no such file", Assert.Throws<InputException>(() => ExperimentReader.Read(missing)).Message);
        Assert.Equal($"{Path.GetTempPath()}: this is a folder; an experiment file is wanted", Assert.Throws<InputException>(() => ExperimentReader.Read(Path.GetTempPath())).Message);
    }
}
