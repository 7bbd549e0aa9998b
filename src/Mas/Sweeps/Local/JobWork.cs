using Mas.Results.Store;
using Mas.Results.Sweeps;

namespace Mas.Sweeps.Local;

/// <summary>Does one job that was claimed: one process, from its start to what is said of its end.</summary>
internal static class JobWork
{
    // An orphan of a killed sweep ends by itself as soon as its checkpoint is written.
    private static readonly TimeSpan s_orphans = TimeSpan.FromSeconds(60), s_between = TimeSpan.FromMilliseconds(50);

    /// <returns>How it ended; the claim says the same.</returns>
    /// <exception cref="IOException">The job's folder cannot be written to.</exception>
    public static async Task<ClaimEnd> Do(SweepFolder folder, JobFolder job, HeldClaim claim, JobCall call, CancellationToken stop)
    {
        using (claim)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, claim.Lost);
            ClaimEnd end = await Run(folder, job, call, either.Token);
            claim.End(end);
            return end;
        }
    }

    /// <summary>Why a job cannot be begun, in one sentence; null where it can.</summary>
    public static string? Obstacle(JobFolder job)
    {
        if (!File.Exists(job.Experiment))
            return JobStanding.NoExperiment;
        return !job.HasRun || CellFile.Read(job.Experiment).IsAsPlanned ? null
            : $"its {JobFolder.ExperimentFile} was changed after it was planned; change the sweep's file instead, and plan again";
    }

    private static async Task<ClaimEnd> Run(SweepFolder folder, JobFolder job, JobCall call, CancellationToken stop)
    {
        if (Obstacle(job) is string obstacle)
            return new(ClaimEnd.Failed, obstacle);
        for (TimeSpan waited = default; IsUsed(job) && waited < s_orphans; waited += s_between)
        {
            if (stop.IsCancellationRequested)
                return new(ClaimEnd.Stopped);
            await Task.Delay(s_between, CancellationToken.None);
        }
        using JobProcess process = JobProcess.Start(folder, job, call);
        return await process.Wait(stop);
    }

    private static bool IsUsed(JobFolder job)
    {
        string file = Path.Combine(job.Run, RunLock.FileName);
        if (!File.Exists(file))
            return false;
        using FileStream? free = FileLock.TryAlone(file);
        return free is null;
    }
}
