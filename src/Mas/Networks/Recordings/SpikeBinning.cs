using Mas.Networks.Recordings.Nwb;

namespace Mas.Networks.Recordings;

/// <summary>Counts spikes in bins: bin b of a trial has the spikes with first + b * width &lt;= t &lt; first + (b + 1) * width.</summary>
internal static class SpikeBinning
{
    // A window of 1.5 s has 12 bins of 0.125 s, whatever the last digits say.
    private const double Slack = 1e-6;

    /// <param name="events">[trials] what the bins count from, in seconds.</param>
    /// <exception cref="InputException">A trial is shorter than a bin, or the result is too large.</exception>
    public static ActivityBlock Count(NwbUnits units, NwbTrials trials, double[] events, SpikeBins bins, Arrays.OpenedFile file)
    {
        double[] firsts = [.. events.Select(time => time + bins.From)];
        int[] offsets = Offsets(trials, firsts, bins, file.Path);
        file.Limit.Require("the counted activity", (long)offsets[^1] * units.Names.Length, sizeof(float), file.Path);
        var values = new float[offsets[^1] * units.Names.Length];
        for (int unit = 0; unit < units.Names.Length; unit++)
        {
            ReadOnlySpan<double> times = Ascending(units.Of(unit));
            for (int trial = 0; trial < firsts.Length; trial++)
                CountOne(times, firsts[trial], bins.Bin, offsets[trial + 1] - offsets[trial],
                    values.AsSpan(offsets[trial] * units.Names.Length + unit), units.Names.Length);
        }
        return new(offsets, values, units.Names) { BinSeconds = bins.Bin };
    }

    private static int[] Offsets(NwbTrials trials, double[] firsts, SpikeBins bins, string path)
    {
        if (!(bins.Bin > 0) || !double.IsFinite(bins.Bin) || !double.IsFinite(bins.From)
            || bins.To is double wrong && !double.IsFinite(wrong))
            throw new InputException("spikes are counted in bins of a width in seconds above 0, from a finite time "
                + "on", path, key: "spikes.bin");
        var offsets = new int[firsts.Length + 1];
        double positions = 0;
        for (int trial = 0; trial < firsts.Length; trial++)
        {
            double seconds = bins.To is double to ? to - bins.From : trials.Stops[trial] - firsts[trial];
            double count = Math.Floor(seconds / bins.Bin + Slack);
            if (bins.To is not null && count >= 1 && Math.Abs(count * bins.Bin - seconds) > Slack * bins.Bin * Math.Max(1, count))
                throw new InputException(Invariant($"from {bins.From} to {bins.To} s there is no whole number of bins of {bins.Bin} s; ")
                    + "give another width or another end", path, key: "spikes.to");
            if (!(count >= 1))
                throw new InputException(bins.To is not null
                    ? Invariant($"from {bins.From} to {bins.To} s there is no bin of {bins.Bin} s; to must be at least one bin after from")
                    : Invariant($"trial {trial} has {seconds:g4} s for its spikes, less than one bin of {bins.Bin} s (it starts at ")
                    + Invariant($"{trials.Starts[trial]} s and stops at {trials.Stops[trial]} s); give spikes.to, or leave it ")
                    + Invariant($"out"), path, key: "spikes.to");
            positions += count;
            if (positions > Array.MaxLength)
                throw new InputException(Invariant($"{positions:g3} bins of {bins.Bin} s are more than can be read; give wider ones"), path,
                    key: "spikes.bin");
            offsets[trial + 1] = (int)positions;
        }
        return offsets;
    }

    private static ReadOnlySpan<double> Ascending(ReadOnlySpan<double> times)
    {
        if (IsAscending(times))
            return times;
        double[] sorted = times.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    public static bool IsAscending(ReadOnlySpan<double> times)
    {
        for (int i = 1; i < times.Length; i++)
            if (times[i] < times[i - 1])
                return false;
        return true;
    }

    // The edges as they are written above: dividing alone would put a spike on an edge to one side or the other.
    private static void CountOne(ReadOnlySpan<double> times, double first, double width, int bins, Span<float> counts, int step)
    {
        int at = FirstFrom(times, first);
        for (int bin = 0; bin < bins && at < times.Length;)
        {
            if (times[at] < first + (bin + 1) * width)
            {
                counts[bin * step]++;
                at++;
            }
            else
                bin = Math.Max(bin + 1, (int)Math.Min(bins, Math.Floor((times[at] - first) / width) - 1));
        }
    }

    private static int FirstFrom(ReadOnlySpan<double> times, double first)
    {
        int low = 0, high = times.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = times[middle] < first ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
