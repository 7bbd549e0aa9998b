namespace Mas.Networks.Recordings;

/// <summary>Refuses activity that is NaN, infinite or beyond what float32 holds, by its place.</summary>
internal static class FiniteActivity
{
    /// <param name="what">What was read, such as <c>array 'rates'</c>.</param>
    /// <param name="places">[units] each unit's place in the file, where some were left out.</param>
    public static void Require(ActivityBlock block, IReadOnlyList<int> places, string what, string path)
    {
        int at = Array.FindIndex(block.Values, value => !float.IsFinite(value));
        if (at < 0)
            return;
        (int position, int unit) = Math.DivRem(at, block.Units.Count);
        int trial = Array.FindLastIndex(block.Offsets, start => start <= position);
        string beyond = float.IsNaN(block.Values[at]) ? "" : ", or beyond what float32 holds,";
        throw new InputException($"{what} is {Word(block.Values[at])}{beyond} at [{trial}, {position - block.Offsets[trial]}, "
            + $"{places[unit]}] "
            + "(trial, time, unit, from 0); every number must be finite: leave such trials or units out, or fill them", path);
    }

    /// <summary><c>NaN</c>, <c>infinity</c>.</summary>
    public static string Word(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
}
