using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class ChosenSeedTests
{
    [Fact]
    public void The_seed_is_chosen_whose_worst_direction_is_best() =>
        Assert.Equal(1, ChosenSeed.Of([[0.99, 0.7], [0.8, 0.81], [1, 0.79]], [0, 0, 0]));

    [Fact]
    public void Ties_go_to_the_lower_loss_and_then_to_the_earlier_seed()
    {
        Assert.Equal(2, ChosenSeed.Of([[0.9, 0.8], [0.8, 0.8], [0.8, 1]], [0.3, 0.2, 0.1]));
        Assert.Equal(1, ChosenSeed.Of([[0.7, 0.8], [0.8, 0.8], [0.8, 1]], [0.1, 0.2, 0.2]));
    }

    [Fact]
    public void Without_seeds_there_is_nothing_to_choose() => Assert.Throws<ArgumentException>(() => ChosenSeed.Of([], []));
}
