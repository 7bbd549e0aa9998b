using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Reports.Sections;
using Xunit;

namespace Mas.Results.Tests.Comparisons;

public sealed class AlgorithmRankingTests
{
    private static readonly RunRecord Run = SampleStudy.Algorithms().Run;

    [Fact]
    public void Causal_models_are_ranked_for_each_size()
    {
        IReadOnlyList<AlgorithmRanking> rankings = AlgorithmRanking.Of(Run);
        Assert.Equal([8, 64], rankings.Select(ranking => ranking.Size));
        Assert.Equal(["up-down", "up-increment", "up-up"], rankings[0].Ranks.Select(rank => rank.Causal));
        Assert.Equal([true, false], rankings.Select(ranking => ranking.IsSeparated));
        Assert.All(rankings, ranking => Assert.Equal("gru", ranking.Network));
    }

    [Fact]
    public void The_sentence_says_which_causal_model_is_first_and_how_sure_that_is()
    {
        string[] sentences = [.. AlgorithmRanking.Of(Run).Select(ranking => AlgorithmSection.Sentence(ranking, 0.9))];
        Assert.StartsWith("At size 8 (`das`) gru follows up-down best: ", sentences[0]);
        Assert.EndsWith("The intervals lie apart, so the two are told apart.", sentences[0]);
        Assert.Contains("the two are not told apart.", sentences[1]);
    }

    [Fact]
    public void A_first_causal_model_of_low_accuracy_describes_nothing_well() =>
        Assert.EndsWith("none of these causal models describes the network well.",
            AlgorithmSection.Sentence(AlgorithmRanking.Of(Run)[0], 0.99));

    [Fact]
    public void A_floor_that_changes_the_order_of_causal_models_is_named()
    {
        DirectionResult[] floors =
            [.. Run.Directions.Select(direction => direction.Source == "gru.up-down" ? direction with { NoSwap = 0.96, Corrected = 0.2 }
            : direction)];
        Assert.EndsWith("Corrected for chance, up-increment would come first: the floors differ.",
            AlgorithmSection.Sentence(AlgorithmRanking.Of(Run with { Directions = floors })[0], 0.9));
    }

    [Fact]
    public void A_causal_model_is_no_better_than_its_weakest_variable_and_the_remainder_is_none()
    {
        DirectionResult first = Run.Directions.First(direction => direction is { Source: "gru.up-down", Size: 8 });
        DirectionResult weak = first with { Variable = "phase", TrialIia = 0.1 },
            remainder = first with { Variable = "extraneous", TrialIia = 0 };
        AlgorithmRanking ranking = AlgorithmRanking.Of(Run with { Directions = [.. Run.Directions, weak, remainder] })[0];
        Assert.Equal(("up-down", 0.1), (ranking.Ranks[^1].Causal, ranking.Ranks[^1].Result.TrialIia));
    }

    [Fact]
    public void Networks_of_other_weights_are_ranked_apart()
    {
        NetworkRecord[] networks = [.. Run.Networks.Select((network, i) => network with { Hash = $"{i}" })];
        Assert.Empty(AlgorithmRanking.Of(Run with { Networks = networks }));
        Assert.Empty(AlgorithmRanking.Of(SampleRun.Six().Run));
    }
}
