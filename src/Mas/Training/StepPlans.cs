using Mas.Interchange;

namespace Mas.Training;

/// <summary>What each step trains on: the directions, their interventions and the weights of their losses. A pure function of seed and step.</summary>
internal sealed class StepPlans
{
    private readonly IReadOnlyList<Route> _routes;
    private readonly Direction[] _directions;
    private readonly BatchSchedule _schedule;
    private readonly TrainingOptions _options;
    private readonly ulong _seed;

    public StepPlans(InterchangeData data, TrainingOptions options, ulong seed)
    {
        _routes = data.Routes;
        _directions = [.. _routes.Select(route => route.Direction).Distinct()];
        _schedule = new BatchSchedule(seed, [.. data.Interventions.Select(list => list.Count)], options.Batch);
        _options = options;
        _seed = SeededRandom.Derive(seed, "directions");
    }

    /// <summary>Total = mean behaviour loss over the routes that carry it + ε · mean CL loss over those that carry that.</summary>
    public (int[][] Batch, LossWeights Weights) At(int step)
    {
        HashSet<Direction> drawn = Draw(step);
        bool[] chosen = [.. _routes.Select(route => drawn.Contains(route.Direction))];
        // So that a step's expectation is the total over all directions.
        double drawnFor = (double)_directions.Length / drawn.Count;
        int behaviour = _routes.Count(route => route.Behaviour), latents = _routes.Count(route => route.CounterfactualLatent);
        var weights = new LossWeights(
            [.. _routes.Select(route => route.Behaviour ? drawnFor / behaviour : 0)],
            [.. _routes.Select(route => route.CounterfactualLatent ? _options.ClWeight * drawnFor / latents : 0)]);
        return ([.. _routes.Select((_, r) => chosen[r] ? _schedule.At(step, r) : [])], weights);
    }

    private HashSet<Direction> Draw(int step)
    {
        if (_options.DirectionsPerStep is not int wanted || wanted >= _directions.Length)
            return [.. _directions];
        int[] order = [.. Enumerable.Range(0, _directions.Length)];
        new SeededRandom(SeededRandom.Derive(_seed, "step", step)).Shuffle<int>(order);
        return [.. order.Take(wanted).Select(direction => _directions[direction])];
    }
}
