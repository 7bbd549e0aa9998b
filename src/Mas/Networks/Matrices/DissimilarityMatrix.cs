using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Matrices;

/// <summary>A stored array as a matrix of dissimilarities: square, symmetric, 0 on its diagonal; or what is above the diagonal as one list,
/// row after row, as MATLAB's <c>squareform</c> and SciPy's write it.</summary>
internal static class DissimilarityMatrix
{
    private const int Fewest = 4, Most = 10_000;

    // Of the largest value: matrices are often float32, or computed with some rounding on the diagonal.
    private const double Tolerance = 1e-5;

    /// <summary>n, known from the shape alone.</summary>
    /// <exception cref="InputException">It cannot be such a matrix.</exception>
    public static int Conditions(StoredArray array, string name)
    {
        if (array.Kind == ValueKind.Text)
            throw Fail(array, name, $"holds {(array.Type == "text" ? "texts" : $"a {array.Type}")}; numbers are wanted");
        long[] sizes = [.. array.Shape.Where(size => size != 1)];
        long? conditions = sizes is [long rows, long columns] ? rows == columns ? rows : null
            : sizes is [long list] ? Side(list) : null;
        if (conditions is not long n)
            throw Fail(array, name, $"has shape {ArrayShape.Text(array.Shape)}; a square matrix is wanted, or what is above the diagonal "
                + "of one as a list of n(n − 1)/2 numbers");
        if (n is < Fewest or > Most)
            throw Fail(array, name, $"has {n} condition{(n == 1 ? "" : "s")}; {Fewest} to {Most} are wanted");
        return (int)n;
    }

    /// <summary>[n(n − 1)/2] what is above the diagonal, row after row.</summary>
    /// <exception cref="InputException">It is not finite, not symmetric, or not 0 on its diagonal.</exception>
    public static double[] Read(StoredArray array, string name)
    {
        int n = Conditions(array, name);
        double[] values = array.Numbers<double>();
        if (array.Shape.Count(size => size != 1) == 1)
            return RequireFinite(array, name, values, place => $"number {place + 1} of the list");
        RequireFinite(array, name, values, place => Place(array, n, place));
        double allowed = Tolerance * values.Max(Math.Abs);
        var upper = new double[n * (n - 1) / 2];
        for (int i = 0, place = 0; i < n; i++)
        {
            if (Math.Abs(values[i * n + i]) > allowed)
                throw Fail(array, name, Invariant($"has {values[i * n + i]} on its diagonal, in row {i + 1}; a condition differs from ")
                    + "itself by 0, and if these are similarities, store 1 minus each of them");
            for (int j = i + 1; j < n; j++, place++)
            {
                (double one, double other) = (values[i * n + j], values[j * n + i]);
                if (array.IsColumnMajor)
                    (one, other) = (other, one);
                if (Math.Abs(one - other) > allowed)
                    throw Fail(array, name, Invariant($"is not symmetric: row {i + 1}, column {j + 1} has {one}, and row {j + 1}, ")
                        + Invariant($"column {i + 1} has {other}; store the mean of the two at both places"));
                upper[place] = one;
            }
        }
        return upper;
    }

    private static double[] RequireFinite(StoredArray array, string name, double[] values, Func<int, string> where)
    {
        int wrong = Array.FindIndex(values, value => !double.IsFinite(value));
        return wrong < 0 ? values : throw Fail(array, name, Invariant($"has {values[wrong]} in {where(wrong)}; every number must be ")
            + "finite, so leave out conditions that were not measured");
    }

    private static string Place(StoredArray array, int n, int place)
    {
        (int slow, int fast) = Math.DivRem(place, n);
        return array.IsColumnMajor ? $"row {fast + 1}, column {slow + 1}" : $"row {slow + 1}, column {fast + 1}";
    }

    // n of n(n − 1)/2; null of another number.
    private static long? Side(long count)
    {
        long n = (long)Math.Round((1 + Math.Sqrt(1 + 8.0 * count)) / 2);
        return (Int128)n * (n - 1) / 2 == count ? n : null;
    }

    private static InputException Fail(StoredArray array, string name, string what) =>
        new($"the matrix '{MessageLimits.Cut(name, MatrixFile.LongestName)}' {what}", array.Path);
}
