using Mas.Results.Figures;

namespace Mas.Results.Sweeps.Merging;

/// <summary>Where the levels of a factor lie along a panel, from its left edge: numbers on a scale, words side by side.</summary>
/// <param name="IsNumbered">Whether words have no room, so that ticks bear their numbers from 1.</param>
internal sealed record SweepScale(double Width, IReadOnlyList<double> Places, IReadOnlyList<string> Labels, bool IsNumbered)
{
    private const double Edge = 22, ClosestTicks = 26, Spread = 8, MostBeside = 11, LeastWithCells = 8, PartOfSlot = 0.8;

    public static SweepScale Of(SweepFactor? x, double width) => x switch
    {
        null => new(width, [width / 2], [""], false),
        { IsNumeric: true } => Numbers(x.Levels, width),
        _ => Side([.. x.Levels.Take(SweepLayout.MostWords).Select(level => level.Label)], width),
    };

    /// <summary>From one of several lines to the next, as far as there is room.</summary>
    public double Beside(int lines) => Math.Min(MostBeside, PartOfSlot / lines
        * (Places.Count < 2 ? Width : Places.Zip(Places.Skip(1), (one, next) => next - one).Min()));

    /// <summary>Whether there is room for single cells beside their mean.</summary>
    public bool HasCells(int lines) => Beside(lines) >= LeastWithCells;

    /// <summary>Whether the level is shown.</summary>
    public bool Has(int level) => level < Places.Count;

    // From the last on, each tick that has room is named.
    private static SweepScale Numbers(IReadOnlyList<SweepLevel> levels, double width)
    {
        double low = levels[0].Number, high = levels[^1].Number;
        Axis axis = new(low, high, Edge, width - Edge, Logarithmic: low > 0 && high / low >= Spread);
        double[] places = [.. levels.Select(level => axis.At(level.Number))];
        string[] labels = new string[levels.Count];
        double named = double.PositiveInfinity;
        for (int i = levels.Count - 1; i >= 0; i--)
        {
            string label = levels[i].Number.ToString("G6", CultureInfo.InvariantCulture).Replace('-', '−');
            bool hasRoom = named - places[i] >= Math.Max(ClosestTicks, SvgCanvas.TextWidth(label, 12));
            labels[i] = hasRoom ? label : "";
            named = hasRoom ? places[i] : named;
        }
        return new(width, places, labels, false);
    }

    private static SweepScale Side(string[] words, double width)
    {
        double slot = width / words.Length;
        bool isNumbered = words.Any(word => SvgCanvas.Fit(word, slot, 12) != word);
        return new(width, [.. words.Select((_, i) => (i + 0.5) * slot)],
            isNumbered ? [.. words.Select((_, i) => Invariant($"{i + 1}"))] : words, isNumbered);
    }
}
