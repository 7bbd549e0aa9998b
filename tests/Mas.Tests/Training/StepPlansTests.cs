using Mas.Interchange;
using Mas.Tests.Interchange;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Training;

public class StepPlansTests
{
    [Fact]
    public void With_sampled_directions_the_expected_weights_are_those_of_all_directions()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(8, ScalarType.Float32); // all directions of several networks
        Route[] routes = [.. made.Routes.Select((route, r) => route with { CounterfactualLatent = r % 3 == 0 })];
        InterchangeData data = made.Data with { Routes = routes };
        Assert.True(routes.Length >= 4);
        var plans = new StepPlans(data, new TrainingOptions { DirectionsPerStep = 2, Batch = 2, ClWeight = 0.6 }, seed: 3);
        const int steps = 4000;
        var behaviour = new double[routes.Length];
        var latents = new double[routes.Length];
        for (int step = 0; step < steps; step++)
        {
            (int[][] batch, LossWeights weights) = plans.At(step);
            Assert.Equal(2, batch.Count(chosen => chosen.Length > 0));
            for (int r = 0; r < routes.Length; r++)
            {
                behaviour[r] += batch[r].Length > 0 ? weights.Behaviour[r] / steps : 0;
                latents[r] += batch[r].Length > 0 ? weights.CounterfactualLatent[r] / steps : 0;
            }
        }
        int carrying = routes.Count(route => route.CounterfactualLatent);
        Assert.All(behaviour, weight => Assert.Equal(1.0 / routes.Length, weight, 0.1 / routes.Length));
        Assert.All(routes.Zip(latents), pair => Assert.Equal(pair.First.CounterfactualLatent ? 0.6 / carrying : 0, pair.Second, 0.1));
    }
}
