using System.Diagnostics;
using Mas.Results.Sweeps;

namespace Mas.Sweeps.Local;

/// <summary>Watches a job that somebody else works on. Whether its owner lives is judged by what changes while this process looks, by its
/// own
/// stopwatch: clocks of other machines, and clocks that are set, count for nothing.</summary>
internal sealed class WatchedJob(JobFolder job)
{
    private (int Number, string Beats) _seen;
    private long _since;

    /// <summary>Where the job stands; as long as its owner may live it is running.</summary>
    public JobStanding Look()
    {
        JobClaims claims = job.Claims;
        JobStanding standing = JobStanding.Of(job, DateTime.UtcNow);
        if (standing.Last is not { End: null } last || standing.State is not (JobState.Running or JobState.Lost))
            return standing;
        if (last.Owner?.IsAlive() is bool alive)
            return standing with { State = alive ? JobState.Running : JobState.Lost };
        (int, string) now = (last.Number, claims.Beats(last.Number));
        if (now != _seen)
            (_seen, _since) = (now, Stopwatch.GetTimestamp());
        return standing with
        {
            State = Stopwatch.GetElapsedTime(_since) < HeldClaim.DeadAfter ? JobState.Running : JobState.Lost,
        };
    }
}
