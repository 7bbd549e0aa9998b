using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Statistics;
using Mas.Runs;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>Which site a check advises to take, and in which words.</summary>
public class CheckedNetworkTests
{
    private const string Same = "90\u00a0%", Single = "single", Stepwise = "stepwise";

    // Jeffreys: with a floor of 0 the lower bound of 200 right ones of 200 is 98.1 %, of 180 it is 86.0 %.
    [Fact]
    public void A_site_is_complete_where_its_lower_bound_reaches_the_threshold()
    {
        CheckedSite all = At("state", 200), most = At("state", 180), some = At("state", 190);
        Assert.True(all.IsComplete);
        Assert.InRange(all.Corrected!.Low, 0.975, 0.99);
        Assert.False(most.IsComplete);
        Assert.InRange(most.Corrected!.Low, 0.85, 0.87);
        Assert.True(some.IsComplete);
        Assert.InRange(some.Corrected!.Low, 0.915, 0.925);
    }

    [Fact]
    public void A_state_that_is_handed_on_comes_before_every_other_site()
    {
        var network = new CheckedNetwork("net", Scheme.Single, [At("embedding", 200), At("middle", 200), At("state", 198, handedOn: true)]);
        Assert.Equal("state", network.Best!.Site.Name);
        Assert.Equal(["net: embedding, middle and state are complete. Take state."], network.Sentences);
    }

    [Fact]
    public void Of_several_complete_sites_the_one_farthest_from_input_and_output_is_taken()
    {
        var network = new CheckedNetwork("net", Scheme.Stepwise,
        [
            At("layer.0", 200, isInput: true), At("layer.1", 195), At("layer.2", 195), At("layer.3", 200), At("layer.4", 200),
        ]);
        Assert.Equal("layer.2", network.Best!.Site.Name);
        Assert.Equal(
        [
            "net: layer.0 is an input site. What is there follows from each token and its place, so that an exchange replaces tokens "
                + "and says nothing about how they are used.",
            "net: layer.1, layer.2, layer.3 and layer.4 are complete. Take layer.2.",
        ], network.Sentences);
    }

    [Fact]
    public void Where_the_last_site_alone_is_complete_it_is_said_what_that_may_mean()
    {
        var network = new CheckedNetwork("net", Scheme.Single, [At("layer.0", 80), At("layer.1", 90), At("layer.2", 200)]);
        Assert.Equal(["net: layer.2 is complete. Take layer.2. It is what the head reads: an exchange there may hand over answers and "
            + "nothing else."], network.Sentences);
    }

    // What 'output-only' knows is then all that an exchange at the last site hands over.
    [Fact]
    public void Where_one_answer_is_scored_the_last_site_is_not_recommended()
    {
        CheckedNetwork network =
            new("net", Scheme.Single, [At("embed", 40), At("block.1", 126), At("block.2", 200)]) { IsOneAnswer = true };
        Assert.Null(network.Best);
        Assert.Equal(
        [
            "net: block.2 is complete. But block.2 is what the head reads, and the one word at the exchanged position is all that is "
                + "scored: an exchange there hands over that answer, 'output-only' does as well, and a run ends in no verdict.",
            "net: of the earlier sites most comes from block.1, 63.0\u00a0% when corrected for chance (alignment.scheme=stepwise exchanges "
                + "the positions before as well). A variable that has values at positions before the answer would say more, where the "
                + "network keeps one.",
        ], network.Sentences);
        CheckedNetwork earlier = network with { Sites = [At("embed", 40), At("block.1", 200), At("block.2", 200)] };
        Assert.Equal(["net: block.1 and block.2 are complete. Take block.1."], earlier.Sentences);
    }

    [Theory]
    [InlineData(80, Single, "At full width no orthogonal alignment does better; a smaller subspace may. Check alignment.scheme=stepwise "
        + "too.", "40.0")]
    [InlineData(80, Stepwise, "At full width no orthogonal alignment does better; a smaller subspace may. Check alignment.scheme=single "
        + "too.", "40.0")]
    [InlineData(184, Single, null, "92.0")]
    public void Where_no_site_is_complete_the_best_one_and_the_way_on_are_named(int right, string scheme, string? advice, string most)
    {
        var network = new CheckedNetwork(
            "net", scheme == Single ? Scheme.Single : Scheme.Stepwise, [At("layer.0", 40), At("layer.1", right)]);
        Assert.Null(network.Best);
        string end = advice is null ? $": the interventions are too few to show {Same}. Raise alignment.test." : $". {advice}";
        Assert.Equal([$"net: no site is complete under the scheme {scheme}; most comes from layer.1, {most}\u00a0% when corrected for "
            + $"chance{end}"], network.Sentences);
    }

    [Fact]
    public void A_network_that_is_always_right_unchanged_cannot_be_asked()
    {
        bool[] right = [.. Enumerable.Repeat(true, 50)];
        var found = new FullExchange(Of(right), Of(right), Alone(right.Length));
        var network = new CheckedNetwork(
            "net", Scheme.Single, [new CheckedSite(new Site("state", 4), found, found.Bounds(1), IsInput: false, 0.9)]);
        Assert.Equal(["net: no site can be asked under the scheme single."], network.Sentences);
    }

    private static CheckedSite At(string site, int right, bool isInput = false, bool handedOn = false)
    {
        var found = new FullExchange(
            Of([.. Enumerable.Range(0, 200).Select(i => i < right)]), Of([.. Enumerable.Range(0, 200).Select(_ => false)]), Alone(200));
        return new CheckedSite(new Site(site, 4) { IsHandedOn = handedOn }, found, found.Bounds(1), isInput, 0.9);
    }

    // No two interventions share a sequence.
    private static TestSequences Alone(int count) => TestSequences.Of([.. Enumerable.Range(0, count)], [.. Enumerable.Range(0, count)]);

    private static RouteOutcome Of(bool[] right) => new(0, right.Length, right.Count(one => one), right);
}
