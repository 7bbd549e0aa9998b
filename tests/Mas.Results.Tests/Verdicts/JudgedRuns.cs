using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Results.Tests.Verdicts;

/// <summary>What a verdict is drawn from, for two networks a and b unless more is said.</summary>
internal static class JudgedRuns
{
    public static readonly (double Low, double High) High = (0.95, 0.99), Low = (0.1, 0.3), Middle = (0.6, 0.8);

    public static readonly string[] AllControls =
    [
        "no-swap", "identity", "random-orthogonal", "shuffled", "full-exchange", "replay", "output-only", "input-only", "null-exchanged",
    ];

    public static VerdictRecord Decide((double, double) forth, (double, double) back, IReadOnlyList<AlgorithmResult>? models = null) =>
        Verdict.Decide(Basis(Directions(forth, back), models));

    public static VerdictBasis Basis(DirectionResult[] directions, IReadOnlyList<AlgorithmResult>? models = null) =>
        new(directions, [Network("a"), Network("b")], Settings(), new EvidenceRecord { Algorithms = models ?? [] });

    public static VerdictBasis Other(VerdictBasis basis, IReadOnlyList<OtherMapResult> other) =>
        basis with { Evidence = basis.Evidence with { OtherMaps = other } };

    public static AlignmentSettings Settings() => SampleRun.Settings with { Asked = AllControls };

    public static AlgorithmResult[] Models(string model, string first, string second) =>
        [Algorithm("a", model, first), Algorithm("b", model, second)];

    public static AlgorithmResult Algorithm(string network, string model, string word) =>
        new(network, network, "state", model, word, $"reason of {network}",
            word == AlgorithmVerdict.Undecided ? [] : [Variable(word == AlgorithmVerdict.Passed ? 0.97 : 0.1)]);

    /// <summary>A variable that every try finds so far.</summary>
    private static AlgorithmVariable Variable(double found) => new("count", 4, 0.1, 1000, [.. new[] { ("aligned", "orthogonal"),
        ("random", "orthogonal"), ("aligned", "linear") }.Select(one => new AlgorithmTry(
            one.Item1, one.Item2, 100, 200, found, found, new OneSidedBounds(found, found - 0.01, found + 0.01), found + 0.02))]);

    public static OtherMapResult[] Tries(string kind, double high) =>
        [Try(kind, null, "a", "b", high - 0.05, high), Try(kind, null, "b", "a", high - 0.05, high)];

    public static OtherMapResult Copy(string network, double low) => Try("copy", network, network, network + "'", low, 1);

    public static OtherMapResult Try(string kind, string? network, string source, string target, double low, double high) =>
        new(kind, network, source, target, "full", 8, new BoundedIia(high, high, low, high), []);

    public static DirectionResult[] Directions(
        (double, double) forth, (double, double) back, string variable = "full", (double, double)? within = null) =>
        [.. new[] { Result("a", "a", within ?? High), Result("b", "b", within ?? High), Result("a", "b", forth), Result("b", "a", back) }
            .Select(one => one with { Variable = variable })];

    public static DirectionResult With(DirectionResult direction, string control, double value, bool? reaches) => direction with
    {
        Controls = [.. direction.Controls.Where(one => one.Name != control), new ControlResult(control, value, new Interval(value, value))
        {
            Chosen = new ChosenControl(value, value, value - 0.02, value + 0.02, 0, reaches),
        }],
    };

    /// <summary>A direction with these bounds, one-sided at 5 %.</summary>
    public static DirectionResult Result(string source, string target, (double Low, double High) bounds)
    {
        double value = (bounds.Low + bounds.High) / 2;
        return With(new DirectionResult
        {
            Source = source,
            Target = target,
            Variable = "full",
            Method = "mas",
            Size = 8,
            Trained = true,
            TrialIia = value,
            TokenIia = value,
            Interval = new Interval(bounds.Low, bounds.High),
            IntervalDesign = "seeds × interventions",
            NoSwap = 0.03,
            Chosen = new ChosenResult(1, value, value, bounds.Low, bounds.High) { SharedLow = bounds.Low, SharedHigh = bounds.High },
            Reached = 3,
            ChosenNewPairs = new BoundedIia(value, value, bounds.Low, bounds.High),
            Seeds = [1, 2, 3],
            Steps = [40, 40, 40],
            Samples = 1000,
        }, "null-exchanged", bounds.Low + 0.02, null);
    }

    public static NetworkRecord Network(string name) => new()
    {
        Name = name,
        Architecture = "gru",
        Width = 8,
        Site = "state",
        Task = "multi-object",
        CausalModels = ["up-down", "up-up"],
        Variables = ["phase", "count"],
        Parameters = 1,
        Origin = "folder",
        Hash = name,
        Accuracy = 1,
        Usable = 1,
        Sequences = 1,
    };
}
