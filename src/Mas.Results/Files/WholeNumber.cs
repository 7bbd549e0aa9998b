namespace Mas.Results.Files;

/// <summary>Whole numbers as people and programs write them: <c>1000</c>, <c>1e3</c> and <c>1000.0</c> are one number.</summary>
internal static class WholeNumber
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    // Beyond it a double no longer tells one whole number from the next.
    private const double Largest = 1L << 53;

    /// <summary>The number, exactly; null where it is none, or does not fit.</summary>
    public static long? Parse(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
        : double.TryParse(text, Styles, CultureInfo.InvariantCulture, out double number) && IsWhole(number) ? (long)number : null;

    private static bool IsWhole(double number) => Math.Abs(number) <= Largest && number == Math.Floor(number);
}
