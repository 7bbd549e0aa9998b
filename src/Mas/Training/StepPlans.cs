using Mas.Interchange;

namespace Mas.Training;

/// <summary>What each step trains on: the directions, their interventions and the weights of their losses. A pure function of seed and
/// step.</summary>
internal sealed class StepPlans(InterchangeData data, TrainingOptions options, ulong seed)
{
    private readonly Direction[] _directions = [.. data.Routes.Select(route => route.Direction).Distinct()];
    private readonly BatchSchedule _schedule = new(seed, [.. data.Interventions.Select(list => list.Count)], options.Batch);
    private readonly ulong _seed = SeededRandom.Derive(seed, "directions");

    /// <summary>Total = mean behaviour loss over the routes that carry it + ε · mean CL loss over those that carry that.</summary>
    public (int[][] Batch, LossWeights Weights) At(int step)
    {
        HashSet<Direction> drawn = Draw(step);
        bool[] chosen = [.. data.Routes.Select(route => drawn.Contains(route.Direction))];
        // So that a step's expectation is the total over all directions.
        double drawnFor = (double)_directions.Length / drawn.Count;
        int behaviour = data.Routes.Count(route => route.Behaviour), latents = data.Routes.Count(route => route.CounterfactualLatent);
        var weights = new LossWeights(
            [.. data.Routes.Select(route => route.Behaviour ? drawnFor / behaviour : 0)],
            [.. data.Routes.Select(route => route.CounterfactualLatent ? options.ClWeight * drawnFor / latents : 0)]);
        return ([.. data.Routes.Select((_, r) => chosen[r] ? _schedule.At(step, r) : [])], weights);
    }

    private HashSet<Direction> Draw(int step)
    {
        if (options.DirectionsPerStep is not int wanted || wanted >= _directions.Length)
            return [.. _directions];
        int[] order = [.. Enumerable.Range(0, _directions.Length)];
        new SeededRandom(SeededRandom.Derive(_seed, "step", step)).Shuffle<int>(order);
        return [.. order.Take(wanted).Select(direction => _directions[direction])];
    }
}
