using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Variables, sizes, masks and families that are wrong or do not fit together.</summary>
public sealed class SettingErrorTests
{
    private const string Head = """
        task: multi-object
        site: state
        networks: [{ name: a, train: { architecture: gru } }, { name: b, train: { architecture: gru, width: 64 } }]

        """;

    [Theory]
    [InlineData("variables: count", "4:25 alignment.variables: a list is wanted, found the text 'count'")]
    [InlineData("variables: []", "4:25 alignment.variables: the list is empty; wanted are full, or variables' names")]
    [InlineData("variables: [coutn]",
        "4:26 alignment.variables.0: 'coutn' is not a variable of the task multi-object; did you mean 'count'?")]
    [InlineData("variables: [value]",
        "4:26 alignment.variables.0: 'value' is not a variable of the task multi-object; allowed are full, phase, count")]
    [InlineData("variables: [3]",
        "4:26 alignment.variables.0: a text is wanted, found the number 3; put it in quotes if it is meant as a text")]
    [InlineData("variables: [count, count], size: 4", "4:33 alignment.variables.1: 'count' comes twice")]
    [InlineData("variables: [{ a: count, b: coutn }]",
        "4:41 alignment.variables.0.b: 'coutn' is not a variable of the task multi-object; did you mean 'count'?")]
    [InlineData("variables: [{ a: count }]", "4:26 alignment.variables.0: network 'b' is missing; wanted is a variable of each network")]
    [InlineData("variables: [{ a: count, b: count, c: count }]", "4:51 alignment.variables.0.c: there is no network 'c'; allowed are a, b")]
    [InlineData("variables: [{ a: count, b: full }]",
        "4:26 alignment.variables.0: full can be exchanged with full only; name a variable for every network, or full for all")]
    [InlineData("variables: [{ a: count, b: phase }]", "4:26 alignment.variables.0: count of multi-object cannot be exchanged with phase "
        + "of multi-object: their values are of different kinds")]
    [InlineData("joint: true",
        "4:21 alignment.joint: joint overwrites several variables at once, and there is only one; name more, or leave joint out")]
    [InlineData("joint: true, size: 4, variables: [count, full]", "4:21 alignment.joint: variables that are overwritten at once must be "
        + "different ones in every network, and full is all of them; name others, or leave joint out")]
    [InlineData("size: fool", "4:20 alignment.size: a whole number or the word full is wanted, found the text 'fool'")]
    [InlineData("size: 0", "4:20 alignment.size: 0 is out of range; a whole number from 1 to 2147483647 is wanted")]
    [InlineData("size: 65", "4:20 alignment.size: 65 dimensions are more than the width 64 of network 'b'; the limit for all variables "
        + "together is the smallest width, which is also written full")]
    [InlineData("size: [4, 65]", "4:24 alignment.size.1: 65 dimensions are more than the width 64 of network 'b'; the limit for all "
        + "variables together is the smallest width, which is also written full")]
    [InlineData("size: [4, 8, 4]", "4:27 alignment.size.2: the number 4 comes twice")]
    [InlineData("size: []", "4:20 alignment.size: the list is empty; at least one size is wanted")]
    [InlineData("variables: [count, phase], size: 33", "4:47 alignment.size: 66 dimensions are more than the width 64 of network 'b'; the "
        + "limit for all variables together is the smallest width, which is also written full")]
    [InlineData("variables: [count, phase], sizes: [60, 5]", "4:48 alignment.sizes: 65 dimensions are more than the width 64 of network "
        + "'b'; the limit for all variables together is the smallest width, which is also written full")]
    [InlineData("variables: [count, phase], sizes: [5]", "4:48 alignment.sizes: 1 sizes are given for 2 variables; wanted is one for each")]
    [InlineData("variables: [count, phase], size: full",
        "4:47 alignment.size: full leaves nothing for a second of 2 variables; give a number, or sizes with one number for each")]
    [InlineData("sizes: [5], size: 5",
        "4:21 alignment.sizes: size and sizes exclude one another; size is for every variable, sizes has one number for each")]
    [InlineData("sizes: [full]", "4:22 alignment.sizes.0: a whole number is wanted, found the text 'full'")]
    [InlineData("score: frist, scheme: stepwise", "4:21 alignment.score: unknown word 'frist'; did you mean 'first'?")]
    [InlineData("score: first", "4:21 alignment.score: score first asks what is predicted where every position before has been exchanged "
        + "too, which is the scheme stepwise; write 'scheme: stepwise' as well, or leave score out")]
    [InlineData("start: next-larger", "4:21 alignment.start: next-larger starts a size from the next larger one's result, and there is one "
        + "size only; list several, or take the start aligned")]
    [InlineData("start: next-larger, size: [4, full]", "4:21 alignment.start: next-larger wants every size as a number, and full is one "
        + "for each network; give its number instead")]
    [InlineData("start: next-larger, size: [4, 8], family: linear",
        "4:21 alignment.start: next-larger is a start of the family orthogonal, and the family is linear")]
    [InlineData("start: next-larger, size: [4, 8], method: linear-stitching", "4:21 alignment.start: next-larger is a start of orthogonal "
        + "maps, and those of linear-stitching are not; leave it out")]
    [InlineData("mask: learnt", "4:20 alignment.mask: unknown word 'learnt'; did you mean 'learned'?")]
    [InlineData("mask: learned, size: [4, 8]", "4:35 alignment.size: the learned mask finds its sizes itself, so that a list of them would "
        + "train the same alignment several times; leave it out")]
    [InlineData("mask: fixed, method: linear-stitching", "4:20 alignment.mask: method linear-stitching has no inverse that could keep the "
        + "target's other coordinates; its mask is replace-all")]
    [InlineData("mask: learned, method: [mas, linear-stitching]", "4:20 alignment.mask: method linear-stitching has no inverse that could "
        + "keep the target's other coordinates; its mask is replace-all")]
    [InlineData("extraneous: true, size: full",
        "4:26 alignment.extraneous: size full leaves no remainder that could be trained; give a smaller size, or leave extraneous out")]
    [InlineData("extraneous: true, mask: learned", "4:26 alignment.extraneous: the mask learned of method mas has no remainder of a fixed "
        + "size that could be trained; use mask fixed, or leave extraneous out")]
    [InlineData("extraneous: true, method: stitching", "4:26 alignment.extraneous: the mask replace-all of method stitching has no "
        + "remainder of a fixed size that could be trained; use mask fixed, or leave extraneous out")]
    [InlineData("extraneous: true, method: custom, directions: [[a, b]]", "4:26 alignment.extraneous: the remainder is swapped within a "
        + "network, and method custom trains no direction of a network with itself; leave extraneous out")]
    [InlineData("extraneous: 1", "4:26 alignment.extraneous: true or false is wanted, found the number 1")]
    [InlineData("start: [aligned, random]",
        "4:21 alignment.start: a run has one start, aligned or random, found a list; run the experiment once with each")]
    [InlineData("start: random, family: reversible",
        "4:21 alignment.start: the family reversible has a start of its own, neither aligned nor random; leave this key out")]
    [InlineData("start: aligned, family: symmetric-definite",
        "4:21 alignment.start: the family symmetric-definite has a start of its own, neither aligned nor random; leave this key out")]
    [InlineData("family: affine-pair",
        "4:22 alignment.family: affine-pair is no family of invertible maps; method linear-stitching uses it by itself")]
    [InlineData("family: linear, parametrisation: cayley",
        "4:47 alignment.parametrisation: parametrisations are of the family orthogonal; the family linear has none")]
    [InlineData("reversible: { blocks: 2 }",
        "4:26 alignment.reversible: these settings are of the family reversible, and the family is orthogonal")]
    [InlineData("family: reversible, reversible: { blocks: 0 }",
        "4:56 alignment.reversible.blocks: 0 is out of range; a whole number from 1 to 100 is wanted")]
    [InlineData("nonlinearity: tanh", "4:28 alignment.nonlinearity: a nonlinearity goes with 'normalise: standard'")]
    [InlineData("parametrisation: stiefel, mask: learned", "4:31 alignment.parametrisation: stiefel holds the swapped columns only; a "
        + "learned mask and a trained remainder need all of them: use cayley or householder")]
    [InlineData("cl: { weight: 0 }", "4:28 alignment.cl.weight: 0 is out of range; a number above 0 to 1000000 is wanted")]
    [InlineData("cl: { form: cos }", "4:26 alignment.cl.form: unknown word 'cos'; allowed are both, mse, cosine")]
    [InlineData("cl: { pick: first }", "4:26 alignment.cl.pick: unknown word 'first'; allowed are draw, mean, nearest")]
    [InlineData("cl: { wieght: 1 }", "4:20 alignment.cl.wieght: unknown key 'wieght'; did you mean 'weight'?")]
    [InlineData("learned: { penalty: -1 }", "4:34 alignment.learned.penalty: -1 is out of range; a number from 0 to 1000000 is wanted")]
    [InlineData("learned: { rate: 0 }", "4:31 alignment.learned.rate: 0 is out of range; a number above 0 to 1000000 is wanted")]
    [InlineData("learned: { temperature: [0.1, 50] }",
        "4:38 alignment.learned.temperature: two numbers are wanted, the temperature at the first step and the lower one at the last")]
    [InlineData("learned: { steps: 0 }", "4:32 alignment.learned.steps: 0 is out of range; a whole number from 1 to 2147483647 is wanted")]
    public void A_setting_that_does_not_fit_is_told_with_its_place(string alignment, string error) =>
        Assert.Equal([error], ExperimentFile.Errors($"{Head}alignment: {{ {alignment} }}"));

    [Fact]
    public void A_remainder_must_be_left_in_some_network()
    {
        const string message = "4:26 alignment.extraneous: 64 dimensions leave no remainder that could be trained; give a smaller size, or "
            + "leave extraneous out";
        string narrow = Head.Replace("gru }", "gru, width: 64 }", StringComparison.Ordinal);
        Assert.Equal([message], ExperimentFile.Errors(narrow + "alignment: { extraneous: true, size: 64 }"));
        Assert.True(ExperimentFile.Read(Head + "alignment: { extraneous: true, size: 64 }").Alignment.Extraneous);
    }

    [Fact]
    public void The_stepwise_scheme_needs_positions() => Assert.Equal(
        ["4:63 alignment.scheme: the stepwise scheme goes through the positions of both sequences, and the task and-or has one position "
            + "only; use the scheme single"],
        ExperimentFile.Errors("task: and-or\nsite: layer.1\nnetworks: [{ name: a, path: a }]\n"
            + "alignment: { method: das, variables: [full], size: 4, scheme: stepwise }"));

    [Fact]
    public void A_learned_mask_has_no_size_that_could_be_too_large() =>
        Assert.Equal(2, ExperimentFile.Read(Head.Replace("width: 64", "width: 8", StringComparison.Ordinal)
            + "alignment: { mask: learned }").Networks.Count);

    private const string Mixed = """
        site: state
        networks: [{ name: a, path: a, task: multi-object }, { name: b, path: b, task: arithmetic }]

        """;

    [Theory]
    [InlineData("",
        "1:1 alignment.variables: full is every variable of a causal model, and those of a (phase, count) and b (remaining_ops, "
            + "cumulative_value, op, operand) are not the same; name a variable for each network, such as { a: count, b: remaining_ops }")]
    [InlineData("alignment: { variables: [full] }",
        "3:26 alignment.variables.0: full is every variable of a causal model, and those of a (phase, count) and b (remaining_ops, "
            + "cumulative_value, op, operand) are not the same; name a variable for each network, such as { a: count, b: remaining_ops }")]
    [InlineData("alignment: { variables: [count] }", "3:26 alignment.variables.0: 'count' is not a variable of the task arithmetic; "
        + "allowed are full, remaining_ops, cumulative_value, op, operand")]
    [InlineData("alignment: { variables: [{ a: count, b: op }] }",
        "3:26 alignment.variables.0: count of multi-object cannot be exchanged with op of arithmetic: their values are of different kinds")]
    public void Variables_of_different_tasks_must_fit_where_they_are_trained(string alignment, string error) =>
        Assert.Equal([error], ExperimentFile.Errors(Mixed + alignment));

    [Theory]
    [InlineData("{ method: das }")]
    [InlineData("{ directions: [[a, a], [b, b]] }")]
    [InlineData("{ held_out: [[a, b], [b, a]] }")]
    [InlineData("{ variables: [{ a: count, b: op }], method: das }")]
    [InlineData("{ variables: [{ a: count, b: cumulative_value }] }")]
    public void Variables_of_different_tasks_need_not_fit_where_they_are_not_trained(string alignment) =>
        Assert.Equal(2, ExperimentFile.Read($"{Mixed}alignment: {alignment}").Networks.Count);
}
