using Mas.Experiments;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Methods, networks and directions that do not fit together.</summary>
public sealed class MethodErrorTests
{
    private const string Two = """
        task: multi-object
        site: state
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]

        """;

    private const string Three = """
        task: multi-object
        site: state
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }, { name: c, path: nets/c }]

        """;

    private static readonly string s_inaccessible =
        Two.Replace("path: nets/b", "path: nets/b, accessible: false", StringComparison.Ordinal);

    [Theory]
    [InlineData("method: mass", "4:22 alignment.method: unknown word 'mass'; did you mean 'mas'?")]
    [InlineData("method: [mas, mas]", "4:28 alignment.method.1: 'mas' comes twice")]
    [InlineData("method: []", "4:22 alignment.method: the list is empty; at least one is wanted")]
    [InlineData("directions: some",
        "4:26 alignment.directions: the word all or a list of [source, target] is wanted, found the text 'some'")]
    [InlineData("directions: [[a, b], [a]]", "4:35 alignment.directions.1: a pair [source, target] is wanted, found a list")]
    [InlineData("directions: [[a, c]]", "4:31 alignment.directions.0: there is no network 'c'; allowed are a, b")]
    [InlineData("cl_directions: [[a, other]]", "4:34 alignment.cl_directions.0: there is no network 'other'; allowed are a, b")]
    [InlineData("held_out: [[x, b]]", "4:26 alignment.held_out.0: there is no network 'x'; allowed are a, b")]
    [InlineData("directions: [[a, b], [a, b]]", "4:35 alignment.directions.1: the direction a→b comes twice")]
    [InlineData("directions: []", "4:26 alignment.directions: the list is empty; at least one direction is wanted")]
    [InlineData("directions: [[a, a]]",
        "4:26 alignment.directions: network 'b' is in no direction that is trained, so nothing would align it")]
    [InlineData("method: das, directions: [[a, a], [b, b]]",
        "4:39 alignment.directions: method das has its own directions; a list needs method mas, clmas or custom")]
    [InlineData("method: custom", "4:22 alignment.method: method custom trains the directions that are listed, and none are; write "
        + "directions, cl_directions or both")]
    [InlineData("method: clmas", "4:22 alignment.method: method clmas is for a network that is not accessible, and all are; write "
        + "'accessible: false' beside one, or use mas")]
    [InlineData("held_out: all", "4:24 alignment.held_out: no direction of method mas is left to be trained; hold fewer out")]
    [InlineData("method: stitching, held_out: [[a, b]]",
        "4:43 alignment.held_out: no direction of method stitching is left to be trained; hold fewer out")]
    [InlineData("held_out: [[a, b], [b, a], [b, b]]",
        "4:24 alignment.held_out: network 'b' is in no direction that is trained, so nothing would align it")]
    [InlineData("directions: [[a, b], [b, b]], held_out: [[b, b]]",
        "4:54 alignment.held_out: the direction b→b is held out and also listed in directions; leave it out in one of the two")]
    [InlineData("cl_directions: [[a, b]], held_out: [[a, b]]",
        "4:49 alignment.held_out: the direction a→b is held out and also listed in cl_directions; leave it out in one of the two")]
    [InlineData("directions_per_step: 5",
        "4:35 alignment.directions_per_step: 5 directions per step are more than the 4 that method mas trains")]
    [InlineData("method: das, directions_per_step: 3",
        "4:48 alignment.directions_per_step: 3 directions per step are more than the 1 that method das trains")]
    [InlineData("directions_per_step: 0",
        "4:35 alignment.directions_per_step: 0 is out of range; a whole number from 1 to 2147483647 is wanted")]
    public void A_method_or_direction_that_does_not_fit_two_networks_is_told_with_its_place(string alignment, string error) =>
        Assert.Equal([error], ExperimentFile.Errors($"{Two}alignment: {{ {alignment} }}"));

    [Theory]
    [InlineData("mas", "4:22 alignment.method: method mas would run network 'b' from an intervention, and it is not accessible; use clmas "
        + "or latent-stitching, or list only directions into accessible networks")]
    [InlineData("das", "4:22 alignment.method: method das would run network 'b' from an intervention, and it is not accessible; use clmas "
        + "or latent-stitching, or list only directions into accessible networks")]
    [InlineData("linear-stitching", "4:22 alignment.method: method linear-stitching would run network 'b' from an intervention, and it is "
        + "not accessible; use clmas or latent-stitching, or list only directions into accessible networks")]
    [InlineData("mas, directions: [[a, b], [b, a]]", "4:39 alignment.directions: method mas would run network 'b' from an intervention, "
        + "and it is not accessible; use clmas or latent-stitching, or list only directions into accessible networks")]
    [InlineData("clmas, held_out: [[a, b], [b, b]]", "4:39 alignment.held_out: method clmas has no direction left that carries the CL "
        + "loss; leave one into a network that is not accessible")]
    public void A_network_that_is_not_accessible_is_not_run(string method, string error) =>
        Assert.Equal([error], ExperimentFile.Errors($"{s_inaccessible}alignment: {{ method: {method} }}"));

    [Theory]
    [InlineData("clmas")]
    [InlineData("latent-stitching")]
    [InlineData("mas, directions: [[b, a], [a, a]]")]
    [InlineData("custom, directions: [[b, a]], cl_directions: [[a, b]]")]
    public void A_method_that_only_reads_a_network_that_is_not_accessible_is_possible(string method) =>
        Assert.Equal(2, ExperimentFile.Read($"{s_inaccessible}alignment: {{ method: {method} }}").Networks.Count);

    [Fact]
    public void Clmas_needs_a_network_that_can_be_run() => Assert.Equal(
        ["4:22 alignment.method: method clmas needs a network that is accessible, and none is; leave 'accessible: false' out beside one"],
        ExperimentFile.Errors(s_inaccessible.Replace("nets/a", "nets/a, accessible: false", StringComparison.Ordinal)
            + "alignment: { method: clmas }"));

    [Theory]
    [InlineData("unidirectional-mas")]
    [InlineData("stitching")]
    [InlineData("linear-stitching")]
    [InlineData("latent-stitching")]
    public void Methods_from_a_first_network_into_a_second_want_two(string method)
    {
        Assert.Equal([$"4:22 alignment.method: method {method} goes from the first of two networks into the second, and the number of "
            + "networks is 3; list 2"], ExperimentFile.Errors($"{Three}alignment: {{ method: {method} }}"));
        Assert.Equal([$"4:22 alignment.method: method {method} goes "
            + "from the first of two networks into the second, and the number of networks is 1; list 2"], ExperimentFile.Errors(
            $"{Two.Replace(", { name: b, path: nets/b }", "", StringComparison.Ordinal)}alignment: {{ method: {method} }}"));
    }

    [Fact]
    public void Mas_needs_two_networks()
    {
        const string one = "task: multi-object\nsite: state\nnetworks: [{ name: a, path: x }]\n";
        const string message = "alignment.method: method mas compares networks, and there is only 1; add another, or use das, which aligns "
            + "a network with itself";
        Assert.Equal(["1:1 " + message], ExperimentFile.Errors(one));
        Assert.Equal(["4:22 " + message], ExperimentFile.Errors(one + "alignment: { method: mas }"));
        Assert.Equal([AlignmentMethod.Das], ExperimentFile.Read(one + "alignment: { method: das }").Alignment.Methods);
    }

    [Fact]
    public void Everything_that_is_wrong_with_methods_is_told_at_once() => Assert.Equal(
        [
            "4:22 alignment.method: method stitching goes from the first of two networks into the second, and the number of networks is "
                + "3; list 2",
            "4:22 alignment.method: method clmas is for a network that is not accessible, and all are; write 'accessible: false' beside "
                + "one, or use mas",
            "4:68 alignment.directions_per_step: 4 directions per step are more than the 1 that method das trains",
            "4:78 alignment.start: the family reversible has a start of its own, neither aligned nor random; leave this key out",
        ],
        ExperimentFile.Errors(
            $"{Three}alignment: {{ method: [stitching, clmas, das], directions_per_step: 4, start: random, family: reversible }}"));
}
