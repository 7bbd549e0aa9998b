namespace Mas.Results.Figures;

/// <summary>One quantity against the step: one series per alignment seed.</summary>
internal sealed record Curve(string Label, IReadOnlyList<IReadOnlyList<(int Step, double Value)>> Seeds)
{
    public static Curve Of(string label, IEnumerable<MetricRow> rows) => new(label,
        [.. rows.Where(row => row.Step is not null && double.IsFinite(row.Value)).GroupBy(row => row.Seed).OrderBy(seed => seed.Key)
            .Select(PerStep)]);

    public int LastStep => Seeds.SelectMany(seed => seed).Max(point => point.Step);

    public IEnumerable<double> Values => Seeds.SelectMany(seed => seed).Select(point => point.Value);

    /// <summary>The curve of the mean over seeds alone, where there are too many curves for single seeds.</summary>
    public Curve WithoutSeeds() => this with { Seeds = [Mean()] };

    /// <summary>The mean over seeds; a seed that has stopped keeps its last value, as its alignment does.</summary>
    public IReadOnlyList<(int Step, double Value)> Mean() =>
        [.. Seeds.SelectMany(seed => seed).Select(point => point.Step).Distinct().Order()
            .Select(step => (step, Average([.. Seeds.Select(seed => Held(seed, step))])))];

    // Whose sum may be beyond what a number can hold.
    private static double Average(double[] values) =>
        values.Average() is var mean && double.IsFinite(mean) ? mean : values.Sum(value => value / values.Length);

    private static double Held(IReadOnlyList<(int Step, double Value)> seed, int step)
    {
        int last = 0;
        while (last + 1 < seed.Count && seed[last + 1].Step <= step)
            last++;
        return seed[last].Value;
    }

    // The mean over directions; one whose training has stopped earlier keeps its last value.
    private static IReadOnlyList<(int Step, double Value)> PerStep(IEnumerable<MetricRow> seed) => new Curve("", [.. seed
        .GroupBy(row => new NamedDirection(row.Source, row.Target)).Select(direction => direction.GroupBy(row => row.Step!.Value)
        .OrderBy(step => step.Key).Select(step => (step.Key, Average([.. step.Select(row => row.Value)]))).ToList())]).Mean();
}
