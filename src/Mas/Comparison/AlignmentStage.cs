namespace Mas.Comparison;

/// <summary>Trains and tests every method, size and alignment seed of a run, several side by side.</summary>
internal static class AlignmentStage
{
    /// <summary>Case by case, each with its seeds in their order.</summary>
    /// <param name="prefix">Before the names of checkpoints; empty for the alignments that the run is about.</param>
    /// <param name="ownStart">As of <see cref="AlignmentStarts"/>.</param>
    /// <returns>To be disposed of by the caller.</returns>
    public static CaseResult[] Run(
        ComparisonContext context, IReadOnlyList<CaseData> cases, string prefix = "", Func<CaseSetup, int, int, OwnStart?>? ownStart = null)
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<int> seeds = context.Experiment.Alignment.Seeds;
        int threads = context.Options.Threads, jobs = cases.Count * seeds.Count;
        int sideBySide = Math.Min(threads, jobs), threadsEach = Math.Max(1, threads / sideBySide);
        using var starts =
            new AlignmentStarts(context.Experiment, context.Data, cases.Max(prepared => prepared.Setup.MostColumns), ownStart);
        SeedRun[] runs = [.. from prepared in cases from seed in seeds
            select new SeedRun(context, prepared, starts, seed, prefix + prepared.Case.PrefixAmong(cases.Count), threadsEach)];
        var results = new SeedResult?[jobs];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        try
        {
            int[][] chains = SizeChains.Of(
                context.Experiment.Alignment.Start, [.. runs.Select(run => (run.Case.Case, run.Seed))]);
            SideBySide.Run(chains.Length, sideBySide, chain =>
            {
                try
                {
                    SeedResult? larger = null;
                    foreach (int i in chains[chain])
                        larger = results[i] = runs[i].Run(larger, end.Token);
                }
                catch
                {
                    // The others write their checkpoints and end: what stops one seed should not wait for the rest.
                    end.Cancel();
                    throw;
                }
            });
        }
        catch (Exception error)
        {
            if (error is OperationCanceledException && prefix.Length == 0)
                context.Stopped(runs, results);
            foreach (SeedResult? finished in results)
                finished?.Learned.Dispose();
            throw;
        }
        IEnumerable<SeedResult[]> byCase = results.OfType<SeedResult>().Chunk(seeds.Count);
        return [.. cases.Zip(byCase, (prepared, ofCase) => new CaseResult(prepared, ofCase, prepared.Test.Floors(threads)))];
    }
}
