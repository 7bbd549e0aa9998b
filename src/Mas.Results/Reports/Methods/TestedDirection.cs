namespace Mas.Results.Reports.Methods;

/// <summary>A tested direction of whatever kind of run, as sentences need it.</summary>
/// <param name="Site">Of language models, in a run of several sites; empty elsewhere.</param>
/// <param name="Value">Mean over seeds; of language models that of the seed that decides.</param>
/// <param name="Floor">Of the unchanged target; null where it was not measured.</param>
/// <param name="Chosen">The alignment seed that decides; null where none does.</param>
/// <param name="Nulls">Null controls that were tested against it, but for the floor.</param>
internal sealed record TestedDirection(
    NamedDirection Named, string Site, string Method, string Variable, int Size, bool Trained, double Value, Interval? Interval,
    double? Floor, int? Chosen, IReadOnlyList<string> Nulls)
{
    /// <summary>Dimensions that a learned mask has found, one for each seed; none where the size was given.</summary>
    public IReadOnlyList<int> LearnedSizes { get; init; } = [];

    /// <summary>The method as a sentence names it.</summary>
    public string MethodText => Method == "custom" ? "a method of its own" : MethodName.Of(Method);

    /// <summary>Test interventions.</summary>
    public required int Samples { get; init; }

    /// <summary>The remainder's directions are a condition of the alignment and no result: they are left out.</summary>
    public static IReadOnlyList<TestedDirection> Of(RunRecord run) => run.Text is { } text
        ? [.. text.Directions.Select(one => Of(one, text.Directions.DistinctBy(other => other.Place).Count() > 1))]
        : [.. run.Directions.Where(one => one.Variable != Verdicts.Verdict.Extraneous).Select(Of)];

    private static TestedDirection Of(DirectionResult one) => new(
        new(one.Source, one.Target), "", one.Method, one.Variable, one.Size, one.Trained, one.TrialIia, one.Interval, one.NoSwap,
        one.Chosen?.Seed, NullsOf([.. one.Controls.Where(control => control.Chosen?.Reaches is not null).Select(control => control.Name)]))
    {
        LearnedSizes = one.LearnedSizes ?? [],
        Samples = one.Samples,
    };

    private static TestedDirection Of(TextDirection one, bool hasSites) => new(
        new(one.Source, one.Target), hasSites ? one.Place : "", one.Method, "", one.Size, one.Trained, one.FirstTokenIia, one.Interval,
        one.Control(Metrics.NoSwap)?.FirstTokenIia, one.Seed,
        NullsOf([.. one.Controls.Where(control => control.Reaches is not null).Select(control => control.Name)]))
    {
        Samples = one.Pairs,
    };

    private static string[] NullsOf(string[] tested) => [.. tested.Where(name => ControlKind.IsNull(name) && name != Metrics.NoSwap)];
}
