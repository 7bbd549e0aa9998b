using Mas.Results.Sweeps;

namespace Mas.Sweeps.Local;

/// <summary>Does one job of a sweep, alone in its process.</summary>
internal static class SingleJob
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    /// <summary>Does it, unless it is done or somebody else works on it. Of an owner of whom it is not known whether he lives it is waited
    /// for
    /// that he shows it or counts as dead.</summary>
    /// <returns>How the job stands then.</returns>
    /// <exception cref="IOException">The job's folder cannot be written to.</exception>
    public static async Task<JobStanding> Do(SweepFolder folder, JobFolder job, JobCall call, CancellationToken stop)
    {
        var watched = new WatchedJob(job);
        string? beats = null;
        while (!stop.IsCancellationRequested)
        {
            JobStanding standing = watched.Look();
            if (standing.State == JobState.Done)
                return standing;
            if (standing is { State: JobState.Running, Last: { } last })
            {
                string now = job.Claims.Beats(last.Number);
                if (last.Owner?.IsAlive() == true || (beats is not null && beats != now))
                    return standing;
                beats = now;
                await Task.Delay(s_look, CancellationToken.None);
                continue;
            }
            if (JobWork.Obstacle(job) is string obstacle)
                return new(JobState.Failed, standing.Last, obstacle);
            if (job.Claims.TryTake(standing.Last) is { } claim)
                await JobWork.Do(folder, job, claim, call, stop);
            return watched.Look();
        }
        return watched.Look();
    }
}

/// <summary>Jobs of a sweep, one a line, such as <c>cells/NAME</c>.</summary>
internal sealed record JobList(string File, IReadOnlyList<string> Lines)
{
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static JobList Read(string file)
    {
        const int most = 64 << 20;
        string text = System.Text.Encoding.UTF8.GetString(
            Utf8Text.Of(FileBytes.ReadAll(file, most, "no sweep has so many jobs"), file).Span);
        return new(file, text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <exception cref="InputException">There is no such line, or it names no job.</exception>
    public JobFolder Job(SweepFolder folder, int index)
    {
        if (index < 0 || index >= Lines.Count)
            throw new InputException(Invariant($"there is no line {index}; the list has {Lines.Count}, counted from 0"), File);
        string[] parts = Lines[index].Split('/');
        return parts switch
        {
            [SweepFolder.CellsFolder, var name] when SweepCellName.IsSafe(name) => folder.Cell(name),
            [SweepFolder.NetworksFolder, var name] when SweepCellName.IsSafe(name) => folder.Network(name),
            _ => throw new InputException("this is no job of a sweep; wanted is cells/NAME or networks/NAME", File, index + 1),
        };
    }
}
