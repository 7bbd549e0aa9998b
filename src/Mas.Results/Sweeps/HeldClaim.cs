namespace Mas.Results.Sweeps;

/// <summary>A job that this process works on: it says so every few seconds, and learns when it was taken for dead.</summary>
internal sealed class HeldClaim : IDisposable
{
    /// <summary>Between two signs of life.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>An owner elsewhere that has shown no sign of life for so long counts as dead.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(60);

    private readonly JobClaims _claims;
    private readonly Timer _timer;
    private readonly CancellationTokenSource _lost = new();
    private readonly Lock _writing = new();
    private long _beats;
    private bool _isOver;

    public HeldClaim(JobClaims claims, int number)
    {
        (_claims, Number) = (claims, number);
        _timer = new Timer(_ => Beat(), null, Every, Every);
    }

    public int Number { get; }

    /// <summary>Somebody else took the job, because this process had shown no sign of life: work on it must end.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Says how the work ended; where somebody else has the job, that one will say it.</summary>
    public void End(ClaimEnd end)
    {
        lock (_writing)
            if (!_isOver && _claims.IsLast(Number))
                _claims.End(Number, end);
        Dispose();
    }

    public void Dispose()
    {
        lock (_writing)
        {
            if (_isOver)
                return;
            _isOver = true;
            _timer.Dispose();
        }
        _lost.Dispose();
    }

    private void Beat()
    {
        lock (_writing)
        {
            if (_isOver)
                return;
            if (!_claims.IsLast(Number))
            {
                _lost.Cancel();
                return;
            }
            try
            {
                _claims.Beat(Number, ++_beats);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or DiskFullException)
            {
                // A full disk, or one that answers no more: the next sign may get through, and a missing one loses nothing.
            }
        }
    }
}
