namespace Mas.Caches;

/// <summary>Sizes as people write and read them: <c>500 MB</c>, <c>20GB</c>, <c>1.5 TB</c>; a thousand of one is one of the next.</summary>
internal static class ByteSize
{
    private static readonly string[] s_units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Null where it is no size.</summary>
    public static long? Parse(string text)
    {
        string trimmed = text.Trim();
        int letters = trimmed.Length;
        while (letters > 0 && char.IsAsciiLetter(trimmed[letters - 1]))
            letters--;
        int unit = letters == trimmed.Length ? 0 : Array.IndexOf(s_units, trimmed[letters..].ToUpperInvariant());
        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite;
        if (unit < 0 || !double.TryParse(trimmed[..letters], styles, CultureInfo.InvariantCulture, out double number))
            return null;
        double bytes = number * Math.Pow(1000, unit);
        return bytes < 1e18 ? (long)bytes : null;
    }

    public static string Text(long bytes)
    {
        int unit = 0;
        double number = bytes;
        for (; number >= 999.5 && unit < s_units.Length - 1; unit++)
            number /= 1000;
        return unit == 0 || number >= 99.95 ? Invariant($"{number:f0} {s_units[unit]}") : Invariant($"{number:f1} {s_units[unit]}");
    }
}
