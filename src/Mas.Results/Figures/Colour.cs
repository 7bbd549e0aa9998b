namespace Mas.Results.Figures;

/// <summary>An sRGB colour, with what the contrast rules of WCAG 2 need.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour Black = new(0, 0, 0), White = new(255, 255, 255);

    /// <param name="hex"><c>#rrggbb</c></param>
    public static Colour Parse(string hex)
    {
        int value = int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Colour((byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }

    /// <summary>The colour at <paramref name="share"/> of the way from one to the other.</summary>
    public static Colour Between(Colour from, Colour to, double share)
    {
        return new Colour(Mix(from.Red, to.Red), Mix(from.Green, to.Green), Mix(from.Blue, to.Blue));

        byte Mix(byte a, byte b) => (byte)Math.Round(a + ((b - a) * share));
    }

    /// <summary>Contrast ratio, 1..21; text needs 4.5, a mark 3.</summary>
    public double Contrast(Colour other)
    {
        double a = Luminance, b = other.Luminance;
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Black or white, whichever is easier to read on this colour.</summary>
    public Colour Ink => Contrast(White) >= Contrast(Black) ? White : Black;

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte channel)
    {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
