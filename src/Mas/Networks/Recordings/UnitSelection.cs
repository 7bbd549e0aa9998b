using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings;

/// <summary>The units that a filter keeps.</summary>
internal static class UnitSelection
{
    /// <summary>Places of the kept units, ascending.</summary>
    /// <param name="columns">Gives the column of units of this name.</param>
    /// <exception cref="InputException">A unit or column is not there, or none is kept.</exception>
    public static int[] Places(UnitFilter? filter, IReadOnlyList<string> units, Func<string, Column> columns, string path)
    {
        IEnumerable<int> places = Enumerable.Range(0, units.Count);
        if (filter is null)
            return [.. places];
        if (filter.Units.Count > 0)
            places = filter.Units.Select(name => Place(name, units, path)).Distinct().Order();
        foreach (UnitCondition condition in filter.Conditions)
        {
            Column column = columns(condition.Column);
            if (column.Count != units.Count)
                throw new InputException($"'{condition.Column}' has {column.Count} values, and there are {units.Count} units; a condition "
                    + "on units needs one value for each", path);
            places = places.Where(unit => condition.Holds(column.Text(unit), column.Texts is null ? column.Numbers[unit] : null));
        }
        int[] kept = [.. places];
        return kept.Length > 0 ? kept
            : throw new InputException($"the filter on units keeps none of the {units.Count}; loosen it", path, key: "units");
    }

    /// <summary>The activity of these units alone.</summary>
    public static ActivityBlock Keep(ActivityBlock block, int[] places)
    {
        int all = block.Units.Count, positions = block.Offsets[^1];
        if (places.Length == all)
            return block;
        var values = new float[positions * places.Length];
        for (int position = 0; position < positions; position++)
            for (int unit = 0; unit < places.Length; unit++)
                values[position * places.Length + unit] = block.Values[position * all + places[unit]];
        return block with { Values = values, Units = [.. places.Select(place => block.Units[place])] };
    }

    // A name goes before a number: units may be named by numbers.
    private static int Place(string name, IReadOnlyList<string> units, string path)
    {
        for (int unit = 0; unit < units.Count; unit++)
            if (units[unit] == name)
                return unit;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < units.Count ? place
            : throw new InputException($"there is no unit '{name}'; there are {units.Count}, numbered from 0", path, key: "units");
    }
}
