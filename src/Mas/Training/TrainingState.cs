using Mas.Interchange;

namespace Mas.Training;

/// <summary>One value that training reports: the step it belongs to, the split, the route's index and the metric.</summary>
internal sealed record TrainingPoint(int Step, string Split, int Route, string Metric, double Value);

/// <summary>Training losses of one route since the last validation.</summary>
internal sealed record LossSum(double Loss, int Steps, double ClLoss, int ClSteps)
{
    public static LossSum None { get; } = new(0, 0, 0, 0);

    /// <summary>With one more step; a route that had no part in it adds nothing.</summary>
    public LossSum Plus(RouteOutcome outcome) => new(
        Loss + (outcome.Tokens > 0 ? outcome.MeanLoss : 0), Steps + (outcome.Tokens > 0 ? 1 : 0),
        ClLoss + (outcome.ClCount > 0 ? outcome.MeanClLoss : 0), ClSteps + (outcome.ClCount > 0 ? 1 : 0));
}

/// <summary>The numbers of a training that are not tensors. Together with the tensors they continue a run exactly.</summary>
internal sealed record TrainingProgress
{
    public int Step { get; init; }

    /// <summary>Last step at which validation was made; −1 before the first.</summary>
    public int ValidatedAt { get; init; } = -1;

    /// <summary>Trial IIA of the worst trained direction at the last validation; null where none can be run.</summary>
    public double? Worst { get; init; }

    public StoppingRule.LossRecord BestLoss { get; init; } = StoppingRule.LossRecord.None;

    /// <summary>The same of the CL loss alone; null where no route carries it.</summary>
    public StoppingRule.LossRecord? BestClLoss { get; init; }

    /// <summary>The kept checkpoint; null before the first.</summary>
    public KeptCheckpoint? Best { get; init; }

    /// <summary>Checkpoints that may yet be the kept one, by step.</summary>
    public IReadOnlyList<KeptCheckpoint> Kept { get; init; } = [];

    public StopReason Stopped { get; init; }

    /// <summary>[routes] the training losses since the last validation.</summary>
    public IReadOnlyList<LossSum> LossSums { get; init; } = [];

    public IReadOnlyList<TrainingPoint> Points { get; init; } = [];

    /// <summary>Whether a training of at most so many steps between so many routes can stand so.</summary>
    public bool IsPossible(int steps, int routes)
    {
        bool IsPast(int step) => step >= 0 && step <= Step;
        return Step >= 0 && Step <= steps && ValidatedAt >= -1 && ValidatedAt <= Step && Enum.IsDefined(Stopped)
            && IsPast(BestLoss.Step) && (BestClLoss is null || IsPast(BestClLoss.Step))
            && LossSums.Count == routes && LossSums.All(sum => sum is { Steps: >= 0, ClSteps: >= 0 })
            && Kept.All(moment => moment is not null && IsPast(moment.Step)) && Kept.DistinctBy(moment => moment.Step).Count() == Kept.Count
            && (Best is null ? Kept.Count == 0 : Kept.Contains(Best))
            && (Stopped == StopReason.None || (Best is not null && ValidatedAt == Step))
            && Points.All(point => point is not null && IsPast(point.Step) && point.Route >= 0 && point.Route < routes);
    }
}

/// <summary>A training as it stands: all that is needed to go on to the same bytes.</summary>
/// <param name="Tensors">Constants and parameters by name, such as <c>0.base</c> and <c>0.parameter</c>; of each parameter also
/// <c>.first_moment</c>, <c>.second_moment</c>, and <c>kept.I.NAME</c> for every kept checkpoint.</param>
internal sealed record TrainingState(TrainingProgress Progress, IReadOnlyDictionary<string, Tensor> Tensors) : IDisposable
{
    /// <summary>Whether a training of at most so many steps that was set up as the other's can be restored from this state.</summary>
    public bool Fits(TrainingState other, int steps) =>
        Progress.IsPossible(steps, other.Progress.LossSums.Count)
        && Expected(other).All(pair => Tensors.TryGetValue(pair.Key, out Tensor? own) && own.shape.SequenceEqual(pair.Value))
        && Tensors.Count == Expected(other).Count();

    // The other's tensors without its kept checkpoints, and as many of those as this state speaks of.
    private IEnumerable<KeyValuePair<string, long[]>> Expected(TrainingState other)
    {
        Dictionary<string, long[]> plain = other.Tensors.Where(pair => !pair.Key.StartsWith("kept.", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value.shape);
        string[] parameters = [.. plain.Keys.Where(name => plain.ContainsKey(name + ".first_moment"))];
        return plain.Concat(Enumerable.Range(0, Progress.Kept.Count).SelectMany(held =>
            parameters.Select(name => KeyValuePair.Create(AlignmentTrainer.KeptName(held, name), plain[name]))));
    }

    public void Dispose() => Tensors.Values.DisposeAll();
}
