using Mas.Networks.Recordings.Nwb;

namespace Mas.Networks.Recordings;

/// <summary>Activity from samples over a whole session, cut into trials: a sample belongs to the trial with start &lt;= t &lt;
/// stop.</summary>
internal static class SeriesActivity
{
    /// <exception cref="InputException">The series does not fit the trials.</exception>
    public static ActivityBlock Read(NwbSeries series, NwbTrials trials, IReadOnlyList<string>? axes, string path)
    {
        if (series.Data.Shape is not ([_] or [_, _]) || (axes is not null && !axes.SequenceEqual([ArrayActivity.Time, ArrayActivity.Unit])))
            throw new InputException($"series '{series.Path}' has shape {Arrays.ArrayShape.Text(series.Data.Shape)}; samples over time are "
                + "[time, unit], and are cut into trials by their times", path, key: "axes");
        int units = series.Data.Shape.Length == 1 ? 1 : (int)series.Data.Shape[1];
        double[] times = series.Times();
        int[] from = new int[trials.Count], offsets = new int[trials.Count + 1];
        long positions = 0;
        for (int trial = 0; trial < trials.Count; trial++)
        {
            from[trial] = FirstFrom(times, trials.Starts[trial]);
            int count = FirstFrom(times, trials.Stops[trial]) - from[trial];
            if (count <= 0)
                throw new InputException(Invariant($"series '{series.Path}' has no sample in trial {trial}, from {trials.Starts[trial]} ")
                    + "to "
                    + Invariant($"{trials.Stops[trial]} s"), path);
            positions += count;
            if (positions > Array.MaxLength)
                throw new InputException($"the trials overlap so much that series '{series.Path}' would be read too often", path);
            offsets[trial + 1] = (int)positions;
        }
        series.Tree.File.File.Limit.Require($"series '{series.Path}'", positions * units, sizeof(float), path);
        float[] all = series.Values();
        var values = new float[positions * units];
        for (int trial = 0; trial < trials.Count; trial++)
            all.AsSpan(from[trial] * units, (offsets[trial + 1] - offsets[trial]) * units).CopyTo(values.AsSpan(offsets[trial] * units));
        return new(offsets, values, ActivityBlock.Numbered(units)) { BinSeconds = series.Rate is double rate ? 1 / rate : null };
    }

    private static int FirstFrom(double[] times, double time)
    {
        int found = Array.BinarySearch(times, time);
        if (found < 0)
            return ~found;
        while (found > 0 && times[found - 1] == time)
            found--;
        return found;
    }
}
