using Mas.Results.Sweeps;

namespace Mas.Sweeps.Local;

/// <summary>A job as one process that runs the sweep sees it.</summary>
/// <param name="seconds">It is estimated to take.</param>
/// <param name="bytes">It is estimated to take.</param>
internal sealed class SweepJob(JobFolder folder, double seconds, double bytes)
{
    private readonly WatchedJob _watched = new(folder);
    private JobClaim? _atStart;
    private bool _isLooked, _isTold;
    private Lazy<IReadOnlyList<SweepJob>> _needs = new(() => []);

    public JobFolder Folder => folder;

    public double Seconds => seconds;

    public double Bytes => bytes;

    /// <summary>Networks that are trained before it.</summary>
    public Func<IReadOnlyList<SweepJob>> Needs { set => _needs = new(value); }

    public JobState State { get; private set; }

    /// <summary>Why it failed.</summary>
    public string? Message { get; private set; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsOver => State is JobState.Done or JobState.Failed;

    /// <summary>Whether what it needs is there, or will not come.</summary>
    public bool IsReady => _needs.Value.All(network => network.IsOver);

    /// <summary>Takes it, where nobody has it.</summary>
    /// <returns>Null where somebody else has it, or nothing is left to do.</returns>
    public HeldClaim? TryTake()
    {
        JobStanding standing = _watched.Look();
        if (!_isLooked)
            (_isLooked, _atStart) = (true, standing.Last);
        // What failed before is tried once more; what failed since then was just tried, here or elsewhere.
        bool isTriedAgain = standing.State == JobState.Failed && standing.Last is { } last && last.Number == _atStart?.Number;
        (State, Message) = (isTriedAgain ? JobState.Waiting : standing.State, standing.Message);
        if (State is JobState.Running or JobState.Done or JobState.Failed)
            return null;
        if (JobWork.Obstacle(folder) is string obstacle)
        {
            (State, Message) = (JobState.Failed, obstacle);
            return null;
        }
        HeldClaim? claim = folder.Claims.TryTake(standing.Last);
        State = JobState.Running;
        return claim;
    }

    /// <summary>Why it failed, the first time that this is asked; null where it has not.</summary>
    public string? FailsNow()
    {
        string? told = State == JobState.Failed && !_isTold ? Message : null;
        _isTold |= told is not null;
        return told;
    }

    /// <summary>Work on it here has ended.</summary>
    public void Ended(ClaimEnd end) => (State, Message, _isTold) = end.Outcome switch
    {
        ClaimEnd.Done => (JobState.Done, null, true),
        ClaimEnd.Failed => (JobState.Failed, end.Message, true),
        _ => (JobState.Waiting, null, false),
    };
}
