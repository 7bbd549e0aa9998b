using Mas.Networks.Recordings.Hdf5;

namespace Mas.Networks.Recordings.Nwb;

/// <summary>The table of trials, on the clock of the session.</summary>
/// <param name="Starts">[trials] in seconds.</param>
/// <param name="Stops">[trials] in seconds.</param>
internal sealed record NwbTrials(NwbTable Table, double[] Starts, double[] Stops)
{
    public const string Path = "intervals/trials", Start = "start_time", Stop = "stop_time", Id = "id";

    public int Count => Starts.Length;

    public static bool Are(H5Tree tree) => NwbTable.Find(tree, Path, Start) is not null;

    /// <exception cref="InputException">There are none, or one has no start, or stops before it starts.</exception>
    public static NwbTrials Read(H5Tree tree)
    {
        NwbTable table = NwbTable.Find(tree, Path, Start)
            ?? throw tree.File.Fail($"the file has no table of trials ({Path} with {Start} and {Stop})");
        double[] starts = table.Numbers(Start), stops = table.Numbers(Stop);
        if (starts.Length == 0)
            throw tree.File.Fail("the table of trials has no trials");
        for (int trial = 0; trial < starts.Length; trial++)
        {
            if (!double.IsFinite(starts[trial]))
                throw tree.File.Fail($"trial {trial} has no finite {Start}; leave it out");
            if (stops[trial] < starts[trial])
                throw tree.File.Fail(Invariant($"trial {trial} stops at {stops[trial]} s, before it starts at {starts[trial]} s; the ")
                    + "table of trials is wrong");
        }
        return new(table, starts, stops);
    }

    /// <summary>[trials] when an event was, in seconds.</summary>
    /// <param name="column">Of the table.</param>
    /// <exception cref="InputException">There is no such column, or it has no time in a trial.</exception>
    public double[] Events(string column, H5File file)
    {
        double[] times = Table.Numbers(column);
        int none = Array.FindIndex(times, time => !double.IsFinite(time));
        return none < 0 ? times
            : throw file.Fail($"trial {none} has no finite '{column}' to align its spikes to; align them to start, or leave such trials "
                + "out");
    }
}
