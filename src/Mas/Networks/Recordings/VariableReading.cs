using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings;

/// <summary>Variables from arrays [trial] or [trial, time] and from tables with a row for each trial.</summary>
internal static class VariableReading
{
    /// <exception cref="InputException">An array does not fit the trials, or has a number that is not finite.</exception>
    public static RecordedVariable OfArray(StoredArray array, string name, int[] offsets)
    {
        long[] shape = [.. array.Shape.Where(size => size != 1)]; // MATLAB's vectors are matrices
        int trials = offsets.Length - 1;
        bool isPerTrial = array.Count == trials && shape.Length <= 1;
        if (!isPerTrial && !IsPerBin(array, shape, offsets))
            throw new InputException($"array '{array.Name}' has shape {ArrayShape.Text(array.Shape)}; a variable has one value for each of "
                + $"the {trials} trials, [{trials}], or one for each bin, [{trials}, {Bins(offsets)}]", array.Path);
        Column column = Column.Read(array, name);
        if (!isPerTrial && array.IsColumnMajor)
            column = column.Rows([.. Enumerable.Range(0, column.Count).Select(at => at / Bins(offsets) + at % Bins(offsets) * trials)]);
        if (column.NotFinite is int row)
            throw NotFinite(column, row, isPerTrial ? $"trial {row}" : $"trial {row / Bins(offsets)}, bin "
                + $"{row % Bins(offsets)}", array.Path);
        return Of(column, isPerBin: !isPerTrial);
    }

    /// <summary>A variable of a column with a row for each trial or each position.</summary>
    public static RecordedVariable Of(Column column, bool isPerBin)
    {
        (double[] values, IReadOnlyList<string> categories) = column.Coded();
        return new(column.Name, column.Kind, isPerBin, values, categories);
    }

    /// <param name="place">Where, such as <c>trial 3</c>.</param>
    public static InputException NotFinite(Column column, int row, string place, string path) => new(
        $"variable '{column.Name}' is {FiniteActivity.Word(column.Numbers[row])} in {place}; every value must be finite: leave the "
            + "variable or these trials out", path);

    private static bool IsPerBin(StoredArray array, long[] shape, int[] offsets) => Bins(offsets) > 0
        && array.Shape is [long trials, long bins] && trials == offsets.Length - 1 && bins == Bins(offsets) && shape.Length <= 2;

    // Of every trial; 0 where they differ.
    private static int Bins(int[] offsets)
    {
        int bins = offsets[1];
        for (int trial = 1; trial < offsets.Length; trial++)
            if (offsets[trial] - offsets[trial - 1] != bins)
                return 0;
        return bins;
    }
}
