using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings;

/// <summary>Activity from one array, whatever the order of its dimensions.</summary>
internal static class ArrayActivity
{
    public const string Trial = "trial", Time = "time", Unit = "unit";

    private static readonly string[] s_order = [Trial, Time, Unit];

    /// <param name="axes">Its dimensions in words; null for trial, time, unit, or for trial, unit where it has two.</param>
    /// <exception cref="InputException">The array does not fit the axes or is empty.</exception>
    public static ActivityBlock Read(StoredArray array, IReadOnlyList<string>? axes)
    {
        string[] names = Axes(array, axes);
        int[] sizes = [.. s_order.Select(axis => Array.IndexOf(names, axis) is int at and >= 0 ? Size(array, at) : 1)];
        float[] stored = array.Numbers<float>();
        long[] strides = [.. s_order.Select(axis => Stride(array, Array.IndexOf(names, axis)))];
        return new(ActivityBlock.Even(sizes[0], sizes[1]), Ordered(stored, sizes, strides), ActivityBlock.Numbered(sizes[2]));
    }

    private static string[] Axes(StoredArray array, IReadOnlyList<string>? axes)
    {
        string[] names = axes is not null ? [.. axes] : array.Shape.Length == 2 ? [Trial, Unit] : s_order;
        foreach (string name in names)
            if (!s_order.Contains(name))
                throw new InputException($"'{name}' is no axis{NearestWord.Advice(name, s_order)}", key: "axes");
        if (names.Distinct().Count() != names.Length || !names.Contains(Unit) || names.Length < 2)
            throw new InputException($"the axes are {Listed.Of(names)}; wanted are unit, and trial, time or both, each once", key: "axes");
        if (names.Length != array.Shape.Length)
            throw new InputException($"array '{array.Name}' has shape {ArrayShape.Text(array.Shape)}; wanted are {names.Length} "
                + $"dimensions: {string.Join(", ", names)}; name its dimensions under axes, or take another array", array.Path);
        return names;
    }

    private static int Size(StoredArray array, int dimension) => array.Shape[dimension] switch
    {
        0 => throw new InputException($"array '{array.Name}' of shape {ArrayShape.Text(array.Shape)} is empty", array.Path),
        > int.MaxValue - 1 => throw new InputException(
            $"array '{array.Name}' has {array.Shape[dimension]} entries in one dimension; at most {int.MaxValue - 1} are read", array.Path),
        long size => (int)size,
    };

    // How many stored numbers lie between two neighbours along a dimension; 0 for one that is not there.
    private static long Stride(StoredArray array, int dimension) => dimension < 0 ? 0
        : ArrayShape.Count(array.IsColumnMajor ? array.Shape.AsSpan(0, dimension) : array.Shape.AsSpan(dimension + 1))!.Value;

    private static float[] Ordered(float[] stored, int[] sizes, long[] strides)
    {
        if ((strides[2] == 1 || sizes[2] == 1) && (sizes[1] == 1 || strides[1] == sizes[2])
            && (sizes[0] == 1 || strides[0] == (long)sizes[1] * sizes[2]))
            return stored;
        var values = new float[stored.Length];
        int at = 0;
        for (int trial = 0; trial < sizes[0]; trial++)
            for (int bin = 0; bin < sizes[1]; bin++)
                for (int unit = 0; unit < sizes[2]; unit++)
                    values[at++] = stored[trial * strides[0] + bin * strides[1] + unit * strides[2]];
        return values;
    }
}
