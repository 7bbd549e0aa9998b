namespace Mas.Results.Plans;

/// <summary>What sentences call the values of a plan.</summary>
internal static class PlanWords
{
    /// <summary>What a list is a list of.</summary>
    public static string Name(PlanKey key) => key switch
    {
        PlanKey.Units => "units",
        PlanKey.Trials => "trials",
        PlanKey.Noise => "signal-to-noise ratio",
        _ => "mean spikes of a unit at a position",
    };

    /// <summary>Many values of a list.</summary>
    public static string List(PlanKey key) => key switch
    {
        PlanKey.Units => "units",
        PlanKey.Trials => "trials",
        PlanKey.Noise => "signal-to-noise ratios",
        _ => "mean numbers of spikes",
    };

    /// <summary>One value with its noun, such as <c>32 units</c>.</summary>
    public static string Value(PlanKey key, double value) => key switch
    {
        PlanKey.Units when value <= 1 => $"{Number(100 * value)} % of the units",
        PlanKey.Units => $"{Number(value)} units",
        PlanKey.Trials => $"{Number(value)} trials",
        PlanKey.Noise => $"a signal-to-noise ratio of {Number(value)}",
        _ => $"a mean of {Number(value)} spikes",
    };

    /// <summary>The value alone, for an axis or a table.</summary>
    public static string Short(PlanKey key, double value) =>
        key == PlanKey.Units && value <= 1 ? $"{Number(100 * value)} %" : Number(value);

    /// <summary>What is held fixed while a list is gone through, such as <c> (with 512 trials)</c>; empty where nothing is.</summary>
    public static string Held(PlanLists lists, PlanKey varied)
    {
        string[] held = [.. lists.Varied.Where(key => key != varied).Select(key => Value(key, lists.Of(key)[^1]))];
        return held.Length == 0 ? "" : $" (with {Listed.Of(held)})";
    }

    /// <summary>A value of a measure.</summary>
    public static string Measured(double value) => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A mean with its interval, where it has one.</summary>
    public static string Measured(PlanMean mean) => mean is { Low: double low, High: double high }
        ? $"{Measured(mean.Mean)} [{Measured(low)}, {Measured(high)}]" : Measured(mean.Mean);

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
