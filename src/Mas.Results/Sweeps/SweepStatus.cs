namespace Mas.Results.Sweeps;

/// <summary>How the cells of a sweep stand, read from the disk alone.</summary>
/// <param name="Cells">In the order of the plan.</param>
/// <param name="Networks">Networks that are trained before the cells.</param>
internal sealed record SweepStatus(IReadOnlyList<StandingCell> Cells, IReadOnlyList<StandingCell> Networks)
{
    /// <exception cref="InputException">The folder's table is broken.</exception>
    public static SweepStatus Of(SweepFolder folder)
    {
        DateTime now = FileClock.Now(folder.Root);
        string networks = folder.Path(SweepFolder.NetworksFolder);
        return new(
            [.. folder.Cells().Cells.Select(cell => Of(folder.Cell(cell.Name), now))],
            Directory.Exists(networks) ? [.. Directory.EnumerateDirectories(networks).Order(StringComparer.Ordinal)
                .Select(path => Of(folder.Network(Path.GetFileName(path)), now))] : []);
    }

    public int Count(JobState state) => Cells.Count(cell => cell.Standing.State == state);

    private static StandingCell Of(JobFolder job, DateTime now) => new(job, JobStanding.Of(job, now));
}

/// <summary>A job and how it stands.</summary>
internal sealed record StandingCell(JobFolder Job, JobStanding Standing);

/// <summary>The clock by which a file system stamps its files, which on a shared one is not that of this machine.</summary>
internal static class FileClock
{
    public static DateTime Now(string folder)
    {
        string probe = Path.Combine(folder, $".clock-{Guid.NewGuid():n}");
        try
        {
            File.WriteAllText(probe, "");
            DateTime now = File.GetLastWriteTimeUtc(probe);
            File.Delete(probe);
            return now;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever may only look has this machine's clock.
            return DateTime.UtcNow;
        }
    }
}
