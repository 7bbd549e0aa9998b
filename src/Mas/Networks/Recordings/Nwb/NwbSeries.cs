using Mas.Networks.Recordings.Hdf5;

namespace Mas.Networks.Recordings.Nwb;

/// <summary>Samples over time: an array [time, unit], and when each sample was taken.</summary>
/// <param name="Path">Of the group.</param>
internal sealed record NwbSeries(string Path, H5Array Data, H5Tree Tree)
{
    /// <summary>Samples in a second where they are regular; null otherwise.</summary>
    public double? Rate => Tree.Array($"{Path}/starting_time")?.Object.Number("rate");

    public static IEnumerable<NwbSeries> All(H5Tree tree) => tree.Arrays
        .Where(array => array.Name.EndsWith("/data", StringComparison.Ordinal))
        .Select(array => Find(tree, array.Name)!).Where(series => series.HasTimes);

    /// <summary>The series of this path, with or without <c>/data</c>, or the only one whose path ends so; null where there is
    /// none.</summary>
    public static NwbSeries? Find(H5Tree tree, string path)
    {
        const string data = "/data";
        string group = path.Trim('/');
        group = group.EndsWith(data, StringComparison.Ordinal) ? group[..^data.Length] : group;
        H5Array[] found = tree.Array(group + data) is H5Array whole ? [whole]
            : [.. tree.Arrays.Where(array => array.Name.EndsWith($"/{group}{data}", StringComparison.Ordinal))];
        return found is [H5Array only] ? new(only.Name[..^data.Length], only, tree) : null;
    }

    private bool HasTimes => Tree.Array($"{Path}/timestamps") is not null || Tree.Array($"{Path}/starting_time") is not null;

    /// <summary>[time] in seconds.</summary>
    /// <exception cref="InputException">They are not there, do not fit the data, or fall.</exception>
    public double[] Times()
    {
        long samples = Data.Shape.Length > 0 ? Data.Shape[0] : 0;
        if (Tree.Array($"{Path}/timestamps") is H5Array stamps)
        {
            double[] times = stamps.Numbers<double>();
            if (times.Length != samples)
                throw Tree.File.Fail($"series '{Path}' has {samples} samples and {times.Length} timestamps; one for each is wanted");
            for (int i = 0; i < times.Length; i++)
                if (!double.IsFinite(times[i]) || (i > 0 && times[i] < times[i - 1]))
                    throw Tree.File.Fail($"the timestamps of series '{Path}' fall, or are not finite, at sample {i}; they must rise");
            return times;
        }
        if (Tree.Array($"{Path}/starting_time") is not H5Array start || Rate is not double rate || !(rate > 0) || !double.IsFinite(rate))
            throw Tree.File.Fail($"series '{Path}' has neither timestamps nor a starting_time with a rate; when its samples were taken is "
                + "not known");
        double first = start.Numbers<double>() is [double only] && double.IsFinite(only) ? only
            : throw Tree.File.Fail($"the starting_time of series '{Path}' is no finite number");
        Tree.File.File.Limit.Require($"series '{Path}'", samples, sizeof(double), Tree.File.File.Path);
        var regular = new double[samples];
        for (int i = 0; i < regular.Length; i++)
            regular[i] = first + i / rate;
        return regular;
    }

    /// <summary>[time, unit] in the unit that the file names: <c>conversion</c> and <c>offset</c> are applied.</summary>
    public float[] Values()
    {
        float[] values = Data.Numbers<float>();
        double conversion = Data.Object.Number("conversion") ?? 1, offset = Data.Object.Number("offset") ?? 0;
        if (conversion != 1 || offset != 0)
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(values[i] * conversion + offset);
        if (Tree.Array($"{Path}/channel_conversion") is H5Array channels && Data.Shape is [_, long units] && channels.Count == units)
        {
            double[] factors = channels.Numbers<double>();
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(values[i] * factors[i % factors.Length]);
        }
        return values;
    }
}
