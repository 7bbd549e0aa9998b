using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;

namespace Mas.Networks.Recordings.Nwb;

/// <summary>Spike times of all units, one unit after the other.</summary>
/// <param name="Times">[spikes] in seconds, as the file says them.</param>
/// <param name="Ends">[units] where each unit's spikes end.</param>
internal sealed record NwbUnits(string[] Names, double[] Times, int[] Ends)
{
    public const string Path = "units";

    private const string TimesPath = "units/spike_times", IndexPath = "units/spike_times_index";

    public static bool Are(H5Tree tree) => tree.Array(TimesPath) is not null && tree.Array(IndexPath) is not null;

    /// <exception cref="InputException">There is no table of units with spike times, or its index does not fit them.</exception>
    public static NwbUnits Read(H5Tree tree)
    {
        if (!Are(tree))
            throw tree.File.Fail($"the file has no {TimesPath} with {IndexPath} beside it, and spikes are asked for; give activity: PATH "
                + "of a series instead, or a file of sorted units");
        H5Array array = tree.Array(TimesPath)!, indexArray = tree.Array(IndexPath)!;
        if (indexArray.Count > tree.File.File.Length)
            throw tree.File.Fail($"{IndexPath} has {indexArray.Count} entries, more than the file has bytes; the file is broken");
        double[] index = indexArray.Numbers<double>();
        if (index.Length == 0)
            throw tree.File.Fail("the table of units has no units");
        for (int unit = 0; unit < index.Length; unit++)
            RequireIndex(tree.File, index, unit, array.Count);
        double[] times = array.Numbers<double>();
        int wrong = System.Array.FindIndex(times, 0, (int)index[^1], time => !double.IsFinite(time));
        if (wrong >= 0)
            throw tree.File.Fail($"{TimesPath} is not finite at spike {wrong}, of unit "
                + $"{System.Array.FindIndex(index, end => end > wrong)}; every spike needs a time");
        return new(UnitNames(tree, index.Length), times, [.. index.Select(end => (int)end)]);
    }

    /// <summary>The spikes of a unit.</summary>
    public ReadOnlySpan<double> Of(int unit) => Times.AsSpan((unit == 0 ? 0 : Ends[unit - 1])..Ends[unit]);

    private static void RequireIndex(H5File file, double[] index, int unit, long spikes)
    {
        if (index[unit] > spikes)
            throw file.Fail($"{IndexPath} says that the spikes of unit {unit} end at {index[unit]}, and {TimesPath} has {spikes}; the file "
                + "is broken");
        if (index[unit] < (unit == 0 ? 0 : index[unit - 1]))
            throw file.Fail($"{IndexPath} falls from {(unit == 0 ? 0 : index[unit - 1])} to {index[unit]} at unit {unit}; it must rise "
                + "from unit to unit, so that the file is broken");
    }

    private static string[] UnitNames(H5Tree tree, int units)
    {
        if (tree.Array("units/id") is not { } id || id.Count != units || id.Shape.Length != 1)
            return [.. Enumerable.Range(0, units).Select(unit => Invariant($"{unit}"))];
        Column names = Column.Read(id, "id");
        return [.. Enumerable.Range(0, units).Select(names.Text)];
    }
}
