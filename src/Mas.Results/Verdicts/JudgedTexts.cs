namespace Mas.Results.Verdicts;

/// <summary>Two language models at one site as the verdict sees them, at the largest size.</summary>
/// <param name="Levels">The directions within each and between the two, the largest size first; at least one level.</param>
/// <param name="Asked">Controls that the experiment asked for.</param>
internal sealed record JudgedTexts(
    string First, string Second, string Site, IReadOnlyList<IReadOnlyList<TextDirection>> Levels, IReadOnlyList<string> Asked,
    double Same, double Different)
{
    /// <summary>What must be known before a high number counts.</summary>
    private static readonly string[] s_needed = [Metrics.NoSwap, Metrics.RandomOrthogonal, Metrics.Shuffled, Metrics.InputOnly];

    public IReadOnlyList<TextDirection> All => Levels[0];

    public IReadOnlyList<TextDirection> Between => [.. All.Where(direction => !direction.IsWithin)];

    public IReadOnlyList<TextDirection> Within => [.. All.Where(direction => direction.IsWithin)];

    /// <summary>Between networks, without those that are tested only.</summary>
    public IReadOnlyList<TextDirection> Trained => [.. Between.Where(direction => direction.Trained)];

    public IReadOnlyList<string> Missing => [.. s_needed.Except(Asked)];

    /// <summary>Whether both ways and both networks by themselves were tested.</summary>
    public bool IsComplete => All.Count == 4;

    /// <summary>Directions without bounds: too few texts, or a floor of 1.</summary>
    public IReadOnlyList<TextDirection> Unbounded => [.. All.Where(direction => !IsBounded(direction))];

    public bool AllReach => Missing.Count == 0 && IsComplete && AllReachAt(All);

    /// <summary>The smallest of the run's sizes down to which all reach.</summary>
    public int Smallest => Levels.TakeWhile(level => level.Count == 4 && AllReachAt(level)).Last()[0].Size;

    /// <summary>Whether each network by itself reaches, and no null does.</summary>
    public bool WithinReaches => Within.Count == 2 && AllReachAt(Within);

    /// <summary>Whether what each token says by itself does as well as the alignment, wherever there is anything to reach.</summary>
    public bool IsReachedByTokens => Between.Any(direction => direction.Corrected?.High >= Different)
        && Between.All(direction => direction.ReachedBy().Contains(Metrics.InputOnly));

    public ExchangedDirection Exchanged(TextDirection direction)
    {
        CorrectedText found = direction.Corrected!;
        return new ExchangedDirection(new OneSidedBounds(found.Value, found.Low, found.High))
        {
            Shared = direction.IsWithin ? null : new OneSidedBounds(found.Value, found.SharedLow, found.SharedHigh),
            IsReachedByNull = direction.ReachedBy().Any(),
        };
    }

    // Of a floor that is so high nothing is left to show.
    private static bool IsBounded(TextDirection direction) => direction.Corrected is not null
        && !(direction.Control(Metrics.NoSwap)?.FirstTokenIia > AlgorithmVariable.HighestFloor);

    private bool AllReachAt(IReadOnlyList<TextDirection> directions) =>
        directions.All(IsBounded) && ExchangeRule.AllReach([.. directions.Select(Exchanged)], Same);
}
