using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;
using Xunit;

namespace Mas.Results.Tests.Verdicts;

public sealed class AlgorithmVerdictTests
{
    private const double Same = 0.9, Different = 0.5;

    private static AlgorithmTry Try(
        string start, double low, double ceiling, string family = "orthogonal", double? validation = null) => new(
        start, family, 100, 200, validation ?? (low + ceiling) / 2, (low + ceiling) / 2,
        new OneSidedBounds((low + ceiling) / 2, low, ceiling), ceiling);

    private static AlgorithmVariable Variable(string name, params AlgorithmTry[] tries) =>
        new(name, 8, tries.Length == 0 ? 1 : 0.1, 1000, tries);

    private static AlgorithmVariable Good(string name = "count") => Variable(name, Try("aligned", 0.95, 0.99));

    private static AlgorithmVariable Bad(string name = "count", double linear = 0.4) =>
        Variable(name, Try("aligned", 0.2, 0.3), Try("random", 0.1, 0.2), Try("aligned", 0.3, linear, "linear"));

    private static AlgorithmResult Of(string network, params AlgorithmVariable[] variables) =>
        new(network, $"hash of {network}", "state", "up-up", "", "", variables);

    private static string[] Words(params AlgorithmResult[] asked) =>
        [.. AlgorithmVerdict.Decide(asked, Same, Different).Select(result => result.Word)];

    [Fact]
    public void Every_asked_variable_must_reach_the_threshold()
    {
        Assert.Equal(["passed"], Words(Of("a", Good("x"), Good("y"))));
        Assert.Equal(["passed"], Words(Of("a", Good("x"), Variable("y")))); // y is not asked
        Assert.Equal(["undecided"], Words(Of("a", Good("x"), Variable("y", Try("aligned", 0.89, 0.99)))));
        Assert.Equal(["undecided"], Words(Of("a", Variable("x"), Variable("y"))));
    }

    [Fact]
    public void What_output_only_reaches_is_no_pass_and_decides_nothing_beside_others()
    {
        Assert.Equal(["undecided"], Words(Of("a", Good() with { OutputOnlyReaches = true })));
        AlgorithmResult set = Of("a", Good("x"), Good("y") with { OutputOnlyReaches = true });
        AlgorithmResult beside = AlgorithmVerdict.Decide([set], Same, Different)[0];
        Assert.Equal("passed", beside.Word);
        Assert.Contains("set aside is `y`", beside.Why);
        Assert.Equal(["undecided"], Words(Of("a", Variable("x", Try("aligned", 0.7, 0.8)), Good("y") with { OutputOnlyReaches = true })));
    }

    [Fact]
    public void A_failure_needs_another_network_that_passes_the_variable()
    {
        Assert.Equal(["failed", "passed"], Words(Of("a", Bad()), Of("b", Good())));
        Assert.Equal(["undecided"], Words(Of("a", Bad())));
        Assert.Equal(["undecided", "undecided"], Words(Of("a", Bad()), Of("b", Bad())));
        // The same network at another site is not another network.
        Assert.Equal(["undecided", "passed"], Words(Of("a", Bad()), Of("a", Good()) with { Site = "embedding" }));
        // Of another causal model it would be another variable.
        Assert.Equal(["undecided", "passed"], Words(Of("a", Bad()), Of("b", Good()) with { Model = "up-down" }));
    }

    [Fact]
    public void A_failure_is_one_of_every_try_a_linear_map_among_them()
    {
        Assert.Equal(["undecided", "passed"], Words(Of("a", Bad(linear: 0.5)), Of("b", Good())));
        Assert.Equal(["undecided", "passed"],
            Words(Of("a", Variable("count", Try("aligned", 0.2, 0.3), Try("random", 0.1, 0.2))), Of("b", Good())));
    }

    [Fact]
    public void One_failed_variable_is_enough_whatever_the_others_do() =>
        Assert.Equal(["failed", "undecided"],
            Words(Of("a", Variable("x", Try("aligned", 0.6, 0.8)), Bad("y")), Of("b", Bad("x"), Good("y"))));

    [Fact]
    public void The_try_that_is_best_on_validation_counts_whatever_the_test_says()
    {
        AlgorithmTry first = Try("aligned", 0.95, 0.99, validation: 0.7), second = Try("random", 0.6, 0.7, validation: 0.71);
        AlgorithmTry linear = Try("aligned", 0.99, 1, "linear", validation: 1);
        Assert.Same(second, Variable("count", first, second, linear).Counted);
        Assert.Same(first, Variable("count", first, second with { Validation = 0.7 }).Counted);
        Assert.Equal(["undecided"], Words(Of("a", Variable("count", first, second))));
    }

    [Theory]
    [InlineData("passed", "failed", "passed", "undecided")]
    [InlineData("failed", "failed", "failed")]
    [InlineData("undecided", "failed", "undecided")]
    [InlineData("undecided")]
    public void Over_sites_one_pass_is_enough_and_a_failure_is_everywhere(string expected, params string[] words) =>
        Assert.Equal(expected, AlgorithmVerdict.OverSites(words));

    [Fact]
    public void The_sentences_name_what_decided()
    {
        IReadOnlyList<AlgorithmResult> results = AlgorithmVerdict.Decide(
            [Of("a", Variable("phase"), Bad()), Of("b", Variable("phase"), Good())], Same, Different);
        Assert.Equal("`count` stays below 50 %, from both starts and with a linear map (at most 40.0 %, where the searches ended "
            + "after up to 200 steps), and the same search passes it in b (after up to 200); not asked is `phase` (floor 100.0 %)",
            results[0].Why.Replace('\u00a0', ' '));
        Assert.Equal("`count` at least 95.0 %, where 90 % is wanted; not asked is `phase` (floor 100.0 %)",
            results[1].Why.Replace('\u00a0', ' '));
        Assert.EndsWith("and no other network of the run passes it, so that a low value alone says nothing",
            AlgorithmVerdict.Decide([Of("a", Bad())], Same, Different)[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_loss_through_company_is_what_the_network_alone_had_more() =>
        Assert.Equal(0.236,
            (Variable("demo_count", Try("aligned", 0.98, 0.996)) with { InCompany = 0.752 }).LossThroughCompany!.Value, 1e-12);
}
