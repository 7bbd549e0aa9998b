using Mas.Experiments;
using Mas.Results.Store;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Comparison;

/// <summary>Trains and tests every method, size and alignment seed of a run, several side by side.</summary>
internal static class AlignmentStage
{
    /// <summary>Case by case, each with its seeds in their order.</summary>
    /// <param name="experiment">What is to be done.</param>
    /// <param name="data">Shared by all.</param>
    /// <param name="cases">Methods and sizes.</param>
    /// <param name="folder">Takes checkpoints, and metrics where it is stopped.</param>
    /// <param name="options">Threads and progress.</param>
    /// <param name="journal">Told of what is resumed.</param>
    /// <param name="stop">Ends it, with checkpoints.</param>
    /// <param name="prefix">Before the names of checkpoints; empty for the alignments that the run is about.</param>
    /// <param name="ownStart">As of <see cref="AlignmentStarts"/>.</param>
    public static CaseResult[] Run(
        Experiment experiment, RunData data, IReadOnlyList<CaseData> cases, RunFolder folder, RunOptions options, RunJournal journal, CancellationToken stop, string prefix = "",
        Func<CaseSetup, int, int, OwnStart?>? ownStart = null)
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<int> seeds = experiment.Alignment.Seeds;
        int jobs = cases.Count * seeds.Count, sideBySide = Math.Min(options.Threads, jobs), threadsEach = Math.Max(1, options.Threads / sideBySide);
        string fingerprint = journal.Fingerprint(data.Networks);
        using var starts = new AlignmentStarts(experiment, data, cases.Max(own => own.Setup.MostColumns), ownStart);
        SeedRun[] runs =
        [
            .. from own in cases
               from seed in seeds
               select new SeedRun(seed, experiment, data, own, starts, prefix + own.Case.PrefixAmong(cases.Count), folder, journal, fingerprint, threadsEach),
        ];
        var results = new SeedResult?[jobs];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            SideBySide.Run(jobs, sideBySide, i =>
            {
                try
                {
                    results[i] = runs[i].Run(options.Progress, end.Token);
                }
                catch
                {
                    // The others write their checkpoints and end: what stops one seed should not wait for the rest.
                    end.Cancel();
                    throw;
                }
            });
        }
        catch (OperationCanceledException)
        {
            if (prefix.Length == 0)
                folder.WriteMetrics(new RunMetrics(experiment, data).SoFar(runs, results));
            throw;
        }
        return [.. cases.Select((own, c) => new CaseResult(own, [.. results.Skip(c * seeds.Count).Take(seeds.Count).OfType<SeedResult>()], own.Test.Floor(options.Threads)))];
    }
}
