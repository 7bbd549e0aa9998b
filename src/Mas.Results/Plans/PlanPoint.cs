namespace Mas.Results.Plans;

/// <summary>What a plan varies, by its key in the file.</summary>
internal enum PlanKey
{
    Units,
    Trials,
    Noise,
    Poisson,
}

/// <summary>How networks are recorded at one point of a plan.</summary>
/// <param name="Units">How many units; up to 1 the share of a network's units. Null for all.</param>
/// <param name="Trials">How many trials; null for as many sequences as a network that is run.</param>
/// <param name="Noise">Signal-to-noise ratio; null for no noise.</param>
/// <param name="Poisson">Mean number of spikes of a unit at a position; null for activity as it is.</param>
internal sealed record PlanPoint(double? Units, double? Trials, double? Noise, double? Poisson)
{
    public double? Of(PlanKey key) => key switch
    {
        PlanKey.Units => Units,
        PlanKey.Trials => Trials,
        PlanKey.Noise => Noise,
        _ => Poisson,
    };

    /// <summary>The same with another value.</summary>
    public PlanPoint With(PlanKey key, double? value) => key switch
    {
        PlanKey.Units => this with { Units = value },
        PlanKey.Trials => this with { Trials = value },
        PlanKey.Noise => this with { Noise = value },
        _ => this with { Poisson = value },
    };

    /// <summary>The number of units out of so many, at least one.</summary>
    public int UnitsOf(int width) => Units is not double units ? width
        : units > 1 ? (int)units : Math.Max(1, (int)Math.Round(units * width));
}

/// <summary>The lists of a plan, each rising: the last value is the best. Empty where a plan says nothing of it.</summary>
internal sealed record PlanLists(
    IReadOnlyList<double> Units, IReadOnlyList<double> Trials, IReadOnlyList<double> Noise, IReadOnlyList<double> Poisson)
{
    public static IReadOnlyList<PlanKey> Keys { get; } = Enum.GetValues<PlanKey>();

    /// <summary>Keys that have a list.</summary>
    public IEnumerable<PlanKey> Varied => Keys.Where(key => Of(key).Count > 0);

    /// <summary>The last of every list: what is held fixed while another list is gone through.</summary>
    public PlanPoint Best => new(Last(Units), Last(Trials), Last(Noise), Last(Poisson));

    /// <summary>Every point once, list after list.</summary>
    public IReadOnlyList<PlanPoint> Points => [.. Varied.SelectMany(key => Of(key).Select(value => Best.With(key, value))).Distinct()];

    public IReadOnlyList<double> Of(PlanKey key) => key switch
    {
        PlanKey.Units => Units,
        PlanKey.Trials => Trials,
        PlanKey.Noise => Noise,
        _ => Poisson,
    };

    private static double? Last(IReadOnlyList<double> list) => list.Count == 0 ? null : list[^1];
}
