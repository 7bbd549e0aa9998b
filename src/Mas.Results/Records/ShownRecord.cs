using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>The judged exchange as one can look at it, under the chosen alignment: single interventions, where they come out right, and the
/// aligned subspace. It adds no result to the numbers.</summary>
internal sealed record ShownRecord
{
    /// <summary>Test interventions of the direction with the lowest bound: one that came out right and one that did not, where there are
    /// such.</summary>
    public IReadOnlyList<InterventionExample> Examples { get; init => field = value ?? []; } = [];

    /// <summary>By the values that were exchanged, direction by direction.</summary>
    public IReadOnlyList<PairOutcomes> Pairs { get; init => field = value ?? []; } = [];

    /// <summary>By the target's position, direction by direction.</summary>
    public IReadOnlyList<PositionOutcomes> Positions { get; init => field = value ?? []; } = [];

    /// <summary>Why the training of each alignment seed ended.</summary>
    public IReadOnlyList<TrainingEnd> Ends { get; init => field = value ?? []; } = [];

    /// <summary>One for each variable that is exchanged.</summary>
    public IReadOnlyList<SubspaceView> Subspaces { get; init => field = value ?? []; } = [];

    /// <summary>The first list whose lengths do not fit together, as a key of the file; null where all do.</summary>
    internal string? Flaw() =>
        Pairs.Any(one => !Fits(one.Right, one.All, (long)one.SourceValues.Count * one.TargetValues.Count)) ? "pairs"
        : Positions.Any(one => !Fits(one.Right, one.All, one.Positions.Count)) ? "positions"
        : Subspaces.Any(view => view.Networks.Any(points => !Fits(points, view))) ? "subspaces"
        : Examples.Any(one => one.Written.Tokens.Count == 0 || one.Read.Any(passage => passage.Tokens.Count == 0)) ? "examples" : null;

    private static bool Fits(IReadOnlyList<int> right, IReadOnlyList<int> all, long cells) =>
        right.Count == cells && all.Count == cells && right.Zip(all).All(cell => cell.First >= 0 && cell.First <= cell.Second);

    private static bool Fits(NetworkPoints points, SubspaceView view) =>
        points.Shares.Count == 2 && points.Y.Count == points.X.Count
        && Fits(points.Values, points.X.Count, view.Values.Count) && Fits(points.Kinds, points.X.Count, Math.Max(1, view.Kinds.Count));

    private static bool Fits(IReadOnlyList<int> indices, int points, int values) =>
        indices.Count == points && indices.All(value => value >= 0 && value < values);
}

/// <summary>The end of a training.</summary>
/// <param name="Seed">Alignment seed.</param>
/// <param name="Step">The last step.</param>
/// <param name="Reason">In words.</param>
internal sealed record TrainingEnd(int Seed, int Step, string Reason);

/// <summary>One intervention in words.</summary>
/// <param name="SourceSite">Where it was read.</param>
/// <param name="TargetSite">Where it was written.</param>
/// <param name="Variable">What was exchanged.</param>
/// <param name="Seed">Alignment seed.</param>
/// <param name="Right">Whether every scored token came as expected.</param>
/// <param name="Read">What was read of the source network, one passage for each subspace.</param>
/// <param name="Written">The target's sequence up to the position that was overwritten.</param>
/// <param name="Natural">How the target's own sequence goes on.</param>
/// <param name="Steps">How it should go on after the exchange, token by token.</param>
internal sealed record InterventionExample(
    string Source, string Target, string SourceSite, string TargetSite, string Variable, int Seed, bool Right,
    IReadOnlyList<ReadPassage> Read, ReadPassage Written, IReadOnlyList<string> Natural, IReadOnlyList<ExampleStep> Steps)
{
    /// <summary>What stands for a position where nothing is to be answered.</summary>
    public const string Nothing = "·";

    /// <summary>What the target is fed after the exchange, where that is not what it should predict; else empty.</summary>
    public IReadOnlyList<string> Fed { get; init => field = value ?? []; } = [];
}

/// <summary>A sequence up to the position that is read or overwritten.</summary>
/// <param name="First">Position of its first token here; more than 0 where it is cut.</param>
/// <param name="Tokens">As words; the last one is at the position.</param>
/// <param name="Values">The network's variables after that token.</param>
internal sealed record ReadPassage(int First, IReadOnlyList<string> Tokens, IReadOnlyList<NamedValue> Values);

/// <summary>A variable's value in words.</summary>
internal sealed record NamedValue(string Name, string Value);

/// <summary>One token after the intervention.</summary>
/// <param name="Wanted">What the causal model says.</param>
/// <param name="Came">What the network predicted; null where it is not scored.</param>
internal sealed record ExampleStep(string Wanted, string? Came);

/// <summary>How many test interventions of a direction came out right, by value of the source and of the target.</summary>
/// <param name="Value">The variable whose values these are; where the networks' variables differ, both.</param>
/// <param name="SourceValues">Rows: what the source had.</param>
/// <param name="TargetValues">Columns: what the target had before.</param>
internal sealed record PairOutcomes(
    string Source, string Target, string Variable, string Value, IReadOnlyList<string> SourceValues, IReadOnlyList<string> TargetValues)
{
    [JsonIgnore]
    public NamedDirection Direction => new(Source, Target);

    /// <summary>[rows · columns]</summary>
    [JsonConverter(typeof(OneLineWholes))]
    public required IReadOnlyList<int> Right { get; init; }

    /// <summary>[rows · columns]</summary>
    [JsonConverter(typeof(OneLineWholes))]
    public required IReadOnlyList<int> All { get; init; }
}

/// <summary>The same by the target's position, which counts from 0.</summary>
/// <param name="Positions">A position, or a range of them.</param>
internal sealed record PositionOutcomes(string Source, string Target, string Variable, IReadOnlyList<string> Positions)
{
    [JsonIgnore]
    public NamedDirection Direction => new(Source, Target);

    /// <summary>[positions]</summary>
    [JsonConverter(typeof(OneLineWholes))]
    public required IReadOnlyList<int> Right { get; init; }

    /// <summary>[positions]</summary>
    [JsonConverter(typeof(OneLineWholes))]
    public required IReadOnlyList<int> All { get; init; }
}

/// <summary>Natural latents of the test, aligned, on the two principal coordinates of the swapped subspace.</summary>
/// <param name="Variable">What is exchanged in it.</param>
/// <param name="Value">The variable whose value a point bears.</param>
/// <param name="Values">What these are called, in order.</param>
/// <param name="Kind">A second variable that points bear by their shape; empty where none is exchanged beside the first.</param>
/// <param name="Kinds">What its values are called, in order.</param>
/// <param name="SharesAxes">Whether all networks have the same axes; otherwise each has its own.</param>
internal sealed record SubspaceView(
    string Variable, string Value, IReadOnlyList<string> Values, string Kind, IReadOnlyList<string> Kinds, bool SharesAxes,
    IReadOnlyList<NetworkPoints> Networks);

/// <summary>The points of one network.</summary>
internal sealed record NetworkPoints(string Network)
{
    /// <summary>Share of its own variance in the subspace along the first and the second axis.</summary>
    [JsonConverter(typeof(OneLineNumbers))]
    public required IReadOnlyList<double> Shares { get; init; }

    /// <summary>[points] along the first axis.</summary>
    [JsonConverter(typeof(OneLineNumbers))]
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>[points] along the second.</summary>
    [JsonConverter(typeof(OneLineNumbers))]
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>[points] index among the view's values.</summary>
    [JsonConverter(typeof(OneLineWholes))]
    public required IReadOnlyList<int> Values { get; init; }

    /// <summary>[points] index among the view's kinds; 0 where there are none.</summary>
    [JsonConverter(typeof(OneLineWholes))]
    public required IReadOnlyList<int> Kinds { get; init; }
}
