namespace Mas.Benchmarks.Zoo;

/// <summary>Measures the pairs that a folder does not have yet, each kept as soon as it is known.</summary>
internal static class MissingPairs
{
    /// <summary>Results of all pairs, in their order.</summary>
    /// <param name="measure">Measures one; called from several threads.</param>
    public static PairResult[] Measure(
        ZooFolder folder, IReadOnlyList<ZooPair> pairs, int threads, Func<ZooPair, PairResult> measure, Action<string> say)
    {
        PairResult?[] results = [.. pairs.Select(folder.Read)];
        int[] missing = [.. Enumerable.Range(0, pairs.Count).Where(i => results[i] is null)];
        int there = pairs.Count - missing.Length, done = 0;
        if (there > 0)
            say($"{there} of {pairs.Count} pairs are measured already");
        var clock = Stopwatch.StartNew();
        SideBySide.Run(missing.Length, threads, k =>
        {
            int i = missing[k];
            PairResult result = measure(pairs[i]);
            folder.Write(pairs[i], result);
            results[i] = result;
            int now = Interlocked.Increment(ref done);
            double left = clock.Elapsed.TotalMinutes / now * (missing.Length - now);
            string values = string.Join(", ", result.Values.Take(3).Select(value => $"{value.Measure} {value.Value:f2}"));
            say($"{there + now} of {pairs.Count}: {result.Group}, {result.One}, {result.Other}: {result.Verdict.Word}, {values}; "
                + $"about {left:f1} min left");
        });
        return [.. results.OfType<PairResult>()];
    }
}
