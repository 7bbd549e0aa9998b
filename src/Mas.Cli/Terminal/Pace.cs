namespace Mas.Cli.Terminal;

/// <summary>How fast one job goes, learned from its own reports. What it had when it began is left out, because an earlier run did that,
/// and so is its first unit, which warms up.</summary>
internal sealed class Pace
{
    private static readonly TimeSpan s_leastTime = TimeSpan.FromSeconds(1);

    private (double Done, DateTimeOffset At)? _from;
    private bool _isWarm;
    private double _last;

    /// <summary>Takes a report.</summary>
    /// <returns>What is left if the rest goes as fast; null while nothing can be said.</returns>
    public TimeSpan? Left(RunProgress progress, DateTimeOffset now)
    {
        bool isNew = _from is null || progress.Done < _last; // some jobs are done several times
        if (isNew || (!_isWarm && progress.Done > _last))
            (_from, _isWarm) = ((progress.Done, now), !isNew);
        _last = progress.Done;
        (double done, DateTimeOffset at) = _from!.Value;
        return _isWarm && progress.Done > done && progress.Done < progress.Total && now - at > s_leastTime
            ? (now - at) * ((progress.Total - progress.Done) / (progress.Done - done)) : null;
    }
}
