namespace Mas.Networks.Bridged;

/// <summary>Does something where it is not disposed of in time.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private bool _isOver;

    public Deadline(TimeSpan time, Action tooLate) => _timer = new Timer(_ => Pass(tooLate), null, time, Timeout.InfiniteTimeSpan);

    /// <summary>Whether it was too late.</summary>
    public bool HasPassed { get; private set; }

    private void Pass(Action tooLate)
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            HasPassed = true;
            tooLate();
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _isOver = true;
        _timer.Dispose();
    }
}
