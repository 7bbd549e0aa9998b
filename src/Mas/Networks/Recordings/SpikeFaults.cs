using Mas.Networks.Recordings.Nwb;

namespace Mas.Networks.Recordings;

/// <summary>What files of spikes are known to get wrong. What makes every count wrong is refused, the rest is told.</summary>
internal static class SpikeFaults
{
    // Spikes so many times later than the last trial are on another clock: milliseconds are 1000 times, samples mostly 20 000 or more.
    private const double OtherClock = 50, Samples = 3000;

    /// <summary>Why the spikes cannot be on the trials' clock; null where nothing speaks against it.</summary>
    public static string? Wrong(NwbUnits units, NwbTrials trials)
    {
        double last = Last(units), end = trials.Stops.Concat(trials.Starts).Where(double.IsFinite).Max();
        if (double.IsNaN(last))
            return "no unit has any spike";
        if (end > 0 && last > OtherClock * end)
            return Scale(units, last, end);
        if (trials.Count > 1 && trials.Starts.Distinct().Count() == 1)
            return Invariant($"all {trials.Count} trials start at {trials.Starts[0]} s, so that the clock begins anew in each; add each ")
                + "trial's start on the session's clock to its times";
        double second = trials.Starts.Order().Skip(1).FirstOrDefault(double.PositiveInfinity);
        int falling = Falling(units).Count;
        if (trials.Count > 1 && last < second && falling > 0)
            return Invariant($"all spikes lie before {last:g6} s and their times fall back, while the second of {trials.Count} trials ")
                + "starts at "
                + Invariant($"{second:g6} s, so that the spikes' clock begins anew in each trial; add each trial's start to its spikes");
        return null;
    }

    /// <summary>Sentences about what was found odd and does no harm to the counts.</summary>
    public static IEnumerable<string> Odd(NwbUnits units, NwbTrials? trials)
    {
        string[] silent = [.. Enumerable.Range(0, units.Names.Length).Where(unit => units.Of(unit).IsEmpty)
            .Select(unit => units.Names[unit])];
        if (silent.Length > 0)
            yield return $"{Listed.Count(silent.Length, "unit")} without spikes: {Listed.Few(silent)}";
        IReadOnlyList<string> falling = Falling(units);
        if (falling.Count > 0)
            yield return $"the spike times of {Listed.Count(falling.Count, "unit")} are not ascending ({Listed.Few(falling)}); they are "
                + "counted all the same";
        if (trials is null)
            yield break;
        string[] empty = [.. Enumerable.Range(0, trials.Count).Where(trial => !(trials.Stops[trial] > trials.Starts[trial]))
            .Select(trial => Invariant($"{trial}"))];
        if (empty.Length > 0)
            yield return $"{Listed.Count(empty.Length, "trial")} without length: {Listed.Few(empty)}";
        if (!SpikeBinning.IsAscending(trials.Starts))
            yield return "the trials are not in the order of their start_time";
        double last = Last(units);
        int late = trials.Starts.Count(start => start > last);
        if (late > 0)
            yield return Invariant($"{late} of {trials.Count} trials start after the last spike, at {last:g6} s");
    }

    private static string Scale(NwbUnits units, double last, double end)
    {
        bool isWhole = Array.TrueForAll(units.Times, time => time == Math.Floor(time));
        string found = Invariant($"the last spike is at {last:g6} and the last trial ends at {end:g6} s");
        return last / end < Samples
            ? $"{found}: the spike times look like milliseconds; divide them by 1000"
            : $"{found}: the spike times look like {(isWhole ? "numbers of samples" : "another unit than seconds")}; divide them by the "
            + "sampling rate";
    }

    private static double Last(NwbUnits units)
    {
        double last = double.NaN;
        foreach (double time in units.Times.AsSpan(0, units.Ends[^1]))
            last = time > last || double.IsNaN(last) ? time : last;
        return last;
    }

    private static List<string> Falling(NwbUnits units) => [.. Enumerable.Range(0, units.Names.Length)
        .Where(unit => !SpikeBinning.IsAscending(units.Of(unit))).Select(unit => units.Names[unit])];
}
