using static TorchSharp.torch;

namespace Mas.Training;

/// <summary>One value that training reports: the step it belongs to, the split, the route's index and the metric.</summary>
public sealed record TrainingPoint(int Step, string Split, int Route, string Metric, double Value);

/// <summary>The numbers of a training that are not tensors. Together with the tensors they continue a run exactly.</summary>
public sealed record TrainingProgress
{
    /// <summary>Updates done.</summary>
    public int Step { get; init; }

    /// <summary>Last step at which validation was made; −1 before the first.</summary>
    public int ValidatedAt { get; init; } = -1;

    public StoppingRule.LossRecord BestLoss { get; init; } = StoppingRule.LossRecord.None;

    /// <summary>Step of the kept checkpoint.</summary>
    public int BestStep { get; init; }

    /// <summary>Its worst direction's validation trial IIA.</summary>
    public double BestIia { get; init; } = double.NegativeInfinity;

    public StopReason Stopped { get; init; }

    /// <summary>[routes] sum of the training losses since the last validation.</summary>
    public IReadOnlyList<double> LossSums { get; init; } = [];

    /// <summary>Everything reported so far.</summary>
    public IReadOnlyList<TrainingPoint> Points { get; init; } = [];
}

/// <summary>A training as it stands: all that is needed to go on to the same bytes.</summary>
/// <param name="Progress">The numbers.</param>
/// <param name="Tensors">Per network: <c>K.base</c>, <c>K.parameter</c>, <c>K.first_moment</c>, <c>K.second_moment</c>, <c>K.best</c>.</param>
public sealed record TrainingState(TrainingProgress Progress, IReadOnlyDictionary<string, Tensor> Tensors) : IDisposable
{
    /// <summary>Whether a training that was set up as the other's can be restored from this state.</summary>
    public bool Fits(TrainingState other) =>
        Progress.LossSums.Count == other.Progress.LossSums.Count
        && Progress.Step >= 0
        && Progress.Points.All(point => point is not null && point.Route >= 0 && point.Route < other.Progress.LossSums.Count)
        && Tensors.Count == other.Tensors.Count
        && other.Tensors.All(pair => Tensors.TryGetValue(pair.Key, out Tensor? own) && own.shape.SequenceEqual(pair.Value.shape));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in Tensors.Values)
            tensor.Dispose();
    }
}
