using Mas.Results.Records;

namespace Mas.Results.Tests;

/// <summary>Rows with everything that a name or a number may hold.</summary>
internal static class RandomRows
{
    private static readonly string[] Words =
        ["a", "", "with, comma", "with \"quotes\"", "two\nlines", "carriage\rreturn", "\r\n", " spaces ", "π→×", "\"", ",", "'"];
    private static readonly double[] Values =
        [0, -0.0, 1, 1.0 / 3, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-7];

    public static IReadOnlyList<MetricRow> Make(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new MetricRow(
            Word(), Whole(), Whole(), Word(), Word(), Whole(), Word(), Word(), Word(), Word(), Word(), random.Next(2) == 0, Word(),
            random.Next(3) == 0 ? Values[random.Next(Values.Length)] : BitConverter.Int64BitsToDouble(random.NextInt64())))];

        string Word() => Words[random.Next(Words.Length)] + Words[random.Next(Words.Length)];

        int? Whole() => random.Next(4) == 0 ? null : random.Next(int.MinValue, int.MaxValue);
    }
}
