using Mas.Comparison;
using Mas.Results.Sweeps;

namespace Mas.Sweeps.Local;

/// <summary>Runs what is left of a sweep in processes side by side. Several of these, on one machine or on many that share the folder,
/// share
/// the work.</summary>
/// <param name="processes">Side by side at most.</param>
/// <param name="memory">Bytes that they may take together.</param>
/// <param name="report">Told how far the sweep is.</param>
/// <param name="say">Told in one sentence what fails.</param>
internal sealed class LocalSweep(
    SweepFolder folder, JobCall call, int processes, double memory, Action<RunProgress> report, Action<string> say) : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Task<ClaimEnd>, SweepJob> _working = [];
    private readonly CancellationTokenSource _halt = new();
    private string? _whyHalted;

    /// <summary>Runs until every cell is done or has failed, or until it is told to stop.</summary>
    /// <returns>The cells, each as it stands.</returns>
    /// <exception cref="RunFailedException">The disk is full or the folder cannot be written to: nothing more can be done here.</exception>
    public async Task<IReadOnlyList<SweepJob>> Run(CancellationToken stop)
    {
        (List<SweepJob> cells, List<SweepJob> networks) = Jobs();
        List<SweepJob> all = [.. networks, .. cells];
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _halt.Token);
        while (!either.IsCancellationRequested)
        {
            Begin(all, either.Token);
            Report(cells);
            if (_working.Count == 0 && all.TrueForAll(job => job.IsOver))
                break;
            await Tick(stop);
        }
        // Those that work write their checkpoints.
        while (_working.Count > 0)
            await Tick(CancellationToken.None);
        Report(cells);
        return _whyHalted is null ? cells : throw new RunFailedException(_whyHalted);
    }

    public void Dispose() => _halt.Dispose();

    // Networks first, then the cells that take longest, so that all processes end at about the same time.
    private (List<SweepJob> Cells, List<SweepJob> Networks) Jobs()
    {
        Dictionary<string, SweepJob> networks = Directory.Exists(folder.Path(SweepFolder.NetworksFolder))
            ? Directory.EnumerateDirectories(folder.Path(SweepFolder.NetworksFolder)).Select(Path.GetFileName).Order(StringComparer.Ordinal)
                .ToDictionary(name => name!, name => new SweepJob(folder.Network(name!), 0, 0))
            : [];
        SweepJob[] cells = [.. folder.Cells().Cells.Select(cell => new SweepJob(folder.Cell(cell.Name), cell.Seconds, cell.Bytes))];
        foreach (SweepJob cell in cells)
            cell.Needs = () => [.. SharedBy(cell.Folder).Select(name => networks.GetValueOrDefault(name)).OfType<SweepJob>()];
        return ([.. cells.OrderByDescending(cell => cell.Seconds)], [.. networks.Values]);
    }

    private static IReadOnlyList<string> SharedBy(JobFolder cell) =>
        File.Exists(cell.Experiment) ? CellFile.Read(cell.Experiment).Networks : [];

    private void Begin(List<SweepJob> jobs, CancellationToken stop)
    {
        foreach (SweepJob job in jobs)
        {
            if (_working.Count >= processes || stop.IsCancellationRequested)
                return;
            if (job.IsOver || _working.ContainsValue(job) || !HasRoom(job) || !job.IsReady)
                continue;
            try
            {
                if (job.TryTake() is { } claim)
                    _working[JobWork.Do(folder, job.Folder, claim, call, stop)] = job;
                else if (job.FailsNow() is string message)
                    say($"{job.Folder.Name} failed: {message}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Halt(error);
            }
        }
    }

    private bool HasRoom(SweepJob job) =>
        _working.Count == 0 || _working.Values.Sum(other => other.Bytes) + job.Bytes <= memory;

    // Until one ends, or it is time to look after those of others.
    private async Task Tick(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny([.. _working.Keys, Task.Delay(s_look, ended.Token)]);
        await ended.CancelAsync();
        foreach (Task<ClaimEnd> task in _working.Keys.Where(task => task.IsCompleted).ToArray())
        {
            SweepJob job = _working[task];
            _working.Remove(task);
            try
            {
                job.Ended(await task);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or DiskFullException)
            {
                Halt(error);
                continue;
            }
            if (job.State == JobState.Failed)
                say($"{job.Folder.Name} failed: {job.Message}; its log is {Path.GetRelativePath(folder.Root, job.Folder.Log)}");
            // Every other one would fail alike.
            if (job.Message is string message && message.StartsWith(DiskFullException.Beginning, StringComparison.Ordinal))
                Halt(message);
        }
    }

    private void Halt(Exception error) => Halt(error is IOException full && DiskFullException.Is(full)
        ? DiskFullException.Beginning : error.Message.TrimEnd('.'));

    private void Halt(string message)
    {
        _whyHalted ??= $"{message.TrimEnd('.')}; no other cell was begun, and nothing is lost: free some space and run the sweep again";
        _halt.Cancel();
    }

    private void Report(List<SweepJob> cells)
    {
        int failed = cells.Count(cell => cell.State == JobState.Failed), done = cells.Count(cell => cell.State == JobState.Done);
        int elsewhere = cells.Count(cell => cell.State == JobState.Running && !_working.ContainsValue(cell));
        string[] said =
        [
            .. failed > 0 ? [Invariant($"{failed} failed")] : Array.Empty<string>(),
            .. _working.Count > 0 ? [Invariant($"{_working.Count} here")] : Array.Empty<string>(),
            .. elsewhere > 0 ? [Invariant($"{elsewhere} elsewhere")] : Array.Empty<string>(),
        ];
        report(new RunProgress("cells", done + failed, cells.Count, string.Join(", ", said)) { Unit = "cell" });
    }
}
