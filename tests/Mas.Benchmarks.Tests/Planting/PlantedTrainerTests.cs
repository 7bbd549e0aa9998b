using Mas.Benchmarks.Planting;
using Mas.Experiments;
using Xunit;

namespace Mas.Benchmarks.Tests.Planting;

/// <summary>Planting plants.</summary>
public class PlantedTrainerTests
{
    private static PlantedRecipe Recipe(string causal) =>
        new(new NamedTask { Name = "multi-object", Largest = 3, HeldOut = [], Void = 0.2, Causal = causal }, Seed: 1)
        { Width = 24, HeadWidth = 32, Batch = 32, Steps = 250, Iia = 0.9 };

    [Theory, InlineData("up-down", "count"), InlineData("up-up", "demo_count")]
    public void A_few_steps_bring_a_variable_into_its_block(string causal, string variable)
    {
        using var trainer = new PlantedTrainer(Recipe(causal));
        PlantingFindings found = trainer.Run(_ => { });
        PlantedVariable own = found.Variables.Single(one => one.Variable == variable);
        Assert.True(own.Iia > own.Floor + 0.25, $"{found}");
        Assert.InRange(found.Accuracy, 0.95, 1);
        Assert.InRange(found.Unexplained, 0, 0.1);
    }

    [Fact]
    public void One_recipe_gives_one_network()
    {
        double[] losses = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using var trainer = new PlantedTrainer(Recipe("up-up"));
            trainer.Update();
            trainer.Update();
            return trainer.Update();
        })];
        Assert.Equal(losses[0], losses[1]);
        Assert.NotEqual(Recipe("up-up").Key, (Recipe("up-up") with { Seed = 2 }).Key);
        Assert.NotEqual(Recipe("up-up").Key, Recipe("up-down").Key);
    }
}
