namespace Mas.Results.Records;

/// <summary>A direction that was aligned once more from a random start.</summary>
/// <param name="TrialIia">From the run's own start.</param>
/// <param name="Random">From a random one.</param>
/// <param name="Difference">Random minus own, paired.</param>
/// <param name="Steps">Steps of the kept checkpoints, one per seed, from the run's own start.</param>
internal sealed record StartResult(
    string Source, string Target, string Method, int Size, string Variable, AccuracyInterval TrialIia, AccuracyInterval Random,
    double Difference, Interval DifferenceInterval, IReadOnlyList<int> Steps, IReadOnlyList<int> RandomSteps)
{
    /// <summary>Whether the direction carried a loss.</summary>
    public bool Trained { get; init; } = true;
}
