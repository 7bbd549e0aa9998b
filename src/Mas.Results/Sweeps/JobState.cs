namespace Mas.Results.Sweeps;

/// <summary>Where a job stands.</summary>
internal enum JobState
{
    /// <summary>Nobody works on it, and it is not finished; it may have been begun.</summary>
    Waiting,

    /// <summary>A living process works on it.</summary>
    Running,

    /// <summary>It is finished.</summary>
    Done,

    /// <summary>The last try ended with an error.</summary>
    Failed,

    /// <summary>The process that worked on it died without a word; the next one goes on where it was.</summary>
    Lost,
}

/// <summary>Where a job stands, read from its folder alone.</summary>
/// <param name="Last">The last claim; null where there is none.</param>
/// <param name="Message">Why it failed, in one sentence.</param>
internal sealed record JobStanding(JobState State, JobClaim? Last, string? Message)
{
    /// <summary>What to say of a job without its experiment.</summary>
    public const string NoExperiment = $"its {JobFolder.ExperimentFile} has gone; plan the sweep again to have it back";

    /// <param name="now">By the clock of the file system.</param>
    public static JobStanding Of(JobFolder job, DateTime now)
    {
        if (!File.Exists(job.Experiment))
            return new(JobState.Failed, null, NoExperiment);
        JobClaims claims = job.Claims;
        JobClaim? last = claims.Last();
        return new(last switch
        {
            null => JobState.Waiting,
            { End.Outcome: ClaimEnd.Done } => IsThere(job) ? JobState.Done : JobState.Waiting,
            { End.Outcome: ClaimEnd.Failed } => JobState.Failed,
            { End: not null } => JobState.Waiting,
            _ => IsAlive(claims, last, now) ? JobState.Running : JobState.Lost,
        }, last, last?.End?.Message);
    }

    // A run folder may have been deleted since.
    private static bool IsThere(JobFolder job) => !job.HasRun || File.Exists(Path.Combine(job.Run, Store.RunFolder.RunFile));

    private static bool IsAlive(JobClaims claims, JobClaim last, DateTime now) =>
        last.Owner?.IsAlive() ?? now - claims.LastBeat(last.Number) < HeldClaim.DeadAfter;
}
