namespace Mas.Interchange;

/// <summary>Which positions of the target are overwritten (method.md section 7).</summary>
public enum Scheme
{
    /// <summary>One source position, one target position, drawn independently.</summary>
#pragma warning disable CA1720 // The field's word for the scheme.
    Single,
#pragma warning restore CA1720

    /// <summary>One position p in both; every position 0 … p is overwritten.</summary>
    Stepwise,
}

/// <summary>Which pairs of (source values, target values) a stream shows (method.md section 7).</summary>
internal enum PairChoice
{
    /// <summary>Any: none are held out.</summary>
    Any,

    /// <summary>All but those that are held out.</summary>
    Known,

    /// <summary>Those that are held out, and no other.</summary>
    New,
}

/// <summary>Which predictions after an intervention are scored.</summary>
internal enum ScoredPredictions
{
    /// <summary>Those at the intervened position and after it.</summary>
    All,

    /// <summary>The one at the intervened position: what a causal network predicts there depends on positions that were all exchanged,
    /// and on nothing else.</summary>
    First,
}

/// <summary>How many interventions of a stream are telling: what should be predicted at the intervened position is not the target's own
/// next token, so that only an exchange can bring it about.</summary>
internal enum TellingShare
{
    /// <summary>As many as are drawn.</summary>
    Any,
    Half,
    All,
    None,
}

/// <summary>Names one stream of interventions: together with a number it decides an intervention completely.</summary>
/// <param name="DataSeed">The experiment's <c>seed</c>.</param>
/// <param name="Split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="SourceNetwork">Index of the source network in the experiment; an index, so that renaming a network changes no data.</param>
/// <param name="Exchanges">What is exchanged: one entry, or several that are overwritten together, any non-empty subset of them at a time,
/// each from a sample of its own.</param>
internal sealed record InterventionKey(
    ulong DataSeed, string Split, int SourceNetwork, int TargetNetwork, IReadOnlyList<VariableExchange> Exchanges)
{
    public Scheme Scheme { get; init; }

    public PairChoice Pairs { get; init; }

    public ScoredPredictions Score { get; init; }

    public TellingShare Telling { get; init; }

    /// <summary>Whether what a telling intervention asks for is not the source's own next token either.</summary>
    public bool TellsFromSource { get; init; }

    /// <summary>What is exchanged, in words.</summary>
    public string Label => string.Join('+', Exchanges.Select(exchange => exchange.Label));

    /// <summary>The seed that all numbers of this stream share.</summary>
    public ulong Seed => SeededRandom.Derive(DataSeed, $"interventions/{Split}/{SourceNetwork}/{TargetNetwork}/{Label}"
        + (Scheme == Scheme.Stepwise ? "/stepwise" : "") + (Pairs == PairChoice.New ? "/new pairs" : "")
        + (Telling == TellingShare.None ? "/rest" : ""));
}
