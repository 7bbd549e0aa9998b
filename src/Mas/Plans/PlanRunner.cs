using System.Security.Cryptography;
using System.Text;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Plans;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Runs;

namespace Mas.Plans;

/// <summary>Makes every recording of a plan, several side by side. What is finished is kept, and a plan that was stopped goes on from
/// there.</summary>
internal sealed class PlanRunner
{
    private readonly RecordingPlan _plan;
    private readonly RunFolder _folder;
    private readonly RunOptions _options;
    private readonly IReadOnlyList<PlannedRecording> _all;
    private readonly Lock _gate = new();
    private readonly Dictionary<PlannedRecording, PlanRow[]> _done = [];
    private int _taken; // recordings of earlier sittings

    private PlanRunner(RecordingPlan plan, RunFolder folder, RunOptions options)
    {
        (_plan, _folder, _options) = (plan, folder, options);
        _all = PlannedRecording.All(plan.Lists, plan.DrawSeeds, [.. plan.Recorded.Select(network => network.Name)]);
    }

    /// <summary>Runs or continues a plan in a folder that is open for it.</summary>
    /// <exception cref="InputException">The user's input is wrong, or the folder holds another plan.</exception>
    /// <exception cref="RunFailedException">A network trained here has not learned its task, or an alignment has failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; what is finished is written.</exception>
    public static PlanRecord Run(RecordingPlan plan, RunFolder folder, RunOptions options, CancellationToken stop)
    {
        bool isNew = !folder.Exists(PlanRecord.RecordFile);
        try
        {
            return new PlanRunner(plan, folder, options).Run(stop);
        }
        catch (InputException) when (isNew && !folder.Exists(PlanRecord.TableFile))
        {
            // Once the input is mended this is another plan, for which the folder should be free.
            folder.Withdraw([PlanRecord.RecordFile, PlanRecord.PlanFile]);
            throw;
        }
    }

    private PlanRecord Run(CancellationToken stop)
    {
        NativeTorch.Load();
        int sideBySide = Math.Min(_options.Threads, _all.Count);
        RequireMemory(sideBySide);
        using PlanNetworks networks = PlanNetworks.Open(_plan, _options, stop);
        PlanRecord record = Begin(networks);
        string status = RunStatus.Failed;
        try
        {
            Measure(networks, sideBySide, stop);
            status = RunStatus.Done;
        }
        catch (OperationCanceledException)
        {
            status = RunStatus.Interrupted;
            throw;
        }
        finally
        {
            record = (record with { Status = status }).With(Rows);
            PlanFolder.WriteRecord(_folder, record);
            PlanFolder.WritePage(_folder, record);
        }
        return record;
    }

    private IReadOnlyList<PlanRow> Rows => [.. _all.Where(_done.ContainsKey).SelectMany(recording => _done[recording])];

    // The point with the most of everything, as often as there are threads.
    private void RequireMemory(int sideBySide)
    {
        PlannedRecording largest = _all.First(recording => recording.Point == _plan.Lists.Best);
        RunOptions shared = _options with { FreeMemory = () => _options.FreeMemory() / sideBySide };
        foreach (NetworkOptions network in _plan.Recorded)
            if (network.Source.KnownSites?.FirstOrDefault(site => site.Name == (network.Site ?? _plan.Site)) is { } known)
                Preflight.Require(PlannedExperiment.Of(_plan, largest, network, known.Width), shared, []);
    }

    private PlanRecord Begin(PlanNetworks networks)
    {
        string resolved = PlanWriter.Write(_plan.SeenFrom(_folder.Root));
        var record = new PlanRecord
        {
            Plan = _plan.Name,
            Status = RunStatus.Running,
            Seed = _plan.Seed,
            DrawSeeds = _plan.DrawSeeds,
            Networks = networks.Described,
            Lists = _plan.Lists,
            Setup = PlanSetup.Of(_plan),
            Versions = Machine.Versions(),
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PlanWriter.Write(_plan)))),
        };
        if (_folder.Exists(PlanRecord.RecordFile))
            TakeUp(record);
        PlanFolder.WriteRecord(_folder, record.With(Rows));
        _folder.WriteText(PlanRecord.PlanFile, resolved);
        return record;
    }

    private void TakeUp(PlanRecord record)
    {
        string file = _folder.Path(PlanRecord.RecordFile);
        PlanRecord earlier = PlanJson.Parse(_folder.ReadText(PlanRecord.RecordFile), file);
        if (record.DifferenceFrom(earlier) is string difference)
            throw new InputException(difference, file);
        foreach (IGrouping<PlannedRecording, PlanRow> finished in PlanFolder.ReadRows(_folder, _all).GroupBy(PlannedRecording.Of))
            _done[finished.Key] = [.. finished];
        _taken = _done.Count;
    }

    private void Measure(PlanNetworks networks, int sideBySide, CancellationToken stop)
    {
        PlannedRecording[] left = [.. _all.Where(recording => !_done.ContainsKey(recording))];
        RunOptions alone = _options with { Threads = 1, Progress = _ => { } };
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Report("");
        SideBySide.Run(left.Length, sideBySide, i =>
        {
            try
            {
                end.Token.ThrowIfCancellationRequested();
                Keep(left[i], PlanMeasurement.Of(_plan, left[i], networks, alone, end.Token));
            }
            catch
            {
                // What stops one recording should not wait for all the others.
                end.Cancel();
                throw;
            }
        });
        _options.Progress(RunProgress.Finished("recordings", Invariant($"{_all.Count} aligned")));
    }

    private void Keep(PlannedRecording recording, PlanRow[] rows)
    {
        lock (_gate)
        {
            _done[recording] = rows;
            PlanFolder.WriteRows(_folder, Rows);
            if (_done.Count < _all.Count)
                Report(Invariant($"; {recording.Network}, draw {recording.Draw}: trial IIA {rows[0].Value:f3}"));
        }
    }

    // Of this sitting, by which the time that is left is told.
    private void Report(string detail) => _options.Progress(new RunProgress(
        "recordings", _done.Count - _taken, _all.Count - _taken, Invariant($"{_done.Count} of {_all.Count}{detail}")));
}
