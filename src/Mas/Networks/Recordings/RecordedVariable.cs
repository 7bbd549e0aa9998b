using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings;

/// <summary>A named column of a recording: what was shown or done.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="IsPerBin">Whether there is one value for each position; otherwise there is one for each trial.</param>
/// <param name="Values">[trials] or [positions]; a flag is 0 or 1, a text is its place in <paramref name="Categories"/>.</param>
/// <param name="Categories">The different texts in ordinal order; empty for every other kind.</param>
internal sealed record RecordedVariable(
    string Name, ValueKind Kind, bool IsPerBin, double[] Values, IReadOnlyList<string> Categories)
{
    /// <summary>The values at every position, [positions].</summary>
    public double[] AtPositions(int[] offsets)
    {
        if (IsPerBin)
            return Values;
        var spread = new double[offsets[^1]];
        for (int trial = 0; trial < Values.Length; trial++)
            spread.AsSpan(offsets[trial]..offsets[trial + 1]).Fill(Values[trial]);
        return spread;
    }

    /// <summary>A value as people write it.</summary>
    public string Text(double value) => Kind switch
    {
        ValueKind.Text => Categories[(int)value],
        ValueKind.Flag => value == 0 ? "false" : "true",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
