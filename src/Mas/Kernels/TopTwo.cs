using System.Numerics;

namespace Mas.Kernels;

/// <summary>The largest and the second number of each row of a wide matrix, which comes some columns at a time, from the first on.
/// float32.</summary>
internal sealed class TopTwo
{
    private readonly float[] _best, _second;
    private readonly int[] _column;

    public TopTwo(int rows)
    {
        (_best, _second, _column) = (new float[rows], new float[rows], new int[rows]);
        Array.Fill(_best, float.NegativeInfinity);
        Array.Fill(_second, float.NegativeInfinity);
    }

    /// <summary>[rows] the column of the largest number, the first of equals.</summary>
    public ReadOnlySpan<int> Columns => _column;

    /// <summary>The largest number minus the second: 0 where there are equals, NaN where a number of the row is none.</summary>
    public float Margin(int row) => _best[row] - _second[row];

    /// <summary>Takes the next columns.</summary>
    /// <param name="block">[rows, columns]</param>
    /// <param name="first">The first of them.</param>
    public void Add(ReadOnlySpan<float> block, int first)
    {
        int columns = block.Length / _best.Length;
        for (int row = 0; row < _best.Length; row++)
        {
            ReadOnlySpan<float> own = block.Slice(row * columns, columns);
            (float best, float second) = Of(own);
            if (!(best <= _best[row]))
                _column[row] = first + own.IndexOf(best);
            (_best[row], _second[row]) = Merged(_best[row], _second[row], best, second);
        }
    }

    private static (float Best, float Second) Of(ReadOnlySpan<float> row)
    {
        Vector<float> bests = new(float.NegativeInfinity), seconds = bests;
        int at = 0;
        for (; at <= row.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var next = new Vector<float>(row[at..]);
            seconds = Vector.Max(seconds, Vector.Min(bests, next));
            bests = Vector.Max(bests, next);
        }
        (float best, float second) = (float.NegativeInfinity, float.NegativeInfinity);
        for (int lane = 0; lane < Vector<float>.Count; lane++)
            (best, second) = Merged(best, second, bests[lane], seconds[lane]);
        for (; at < row.Length; at++)
            (best, second) = Merged(best, second, row[at], float.NegativeInfinity);
        return (best, second);
    }

    private static (float Best, float Second) Merged(float best, float second, float otherBest, float otherSecond) =>
        (Math.Max(best, otherBest), Math.Max(Math.Min(best, otherBest), Math.Max(second, otherSecond)));
}
