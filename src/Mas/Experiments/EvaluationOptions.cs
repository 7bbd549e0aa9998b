namespace Mas.Experiments;

/// <summary>A control that needs forward passes only.</summary>
public enum Control
{
    /// <summary>The unchanged target: the floor.</summary>
    NoSwap,

    /// <summary>The source is the target's own sample.</summary>
    Identity,

    /// <summary>Random matrices in place of the trained ones.</summary>
    RandomOrthogonal,

    /// <summary>Sources paired with the wrong targets.</summary>
    Shuffled,

    /// <summary>The whole latent exchanged within each network, with no map.</summary>
    FullExchange,

    /// <summary>The unchanged target reads the source's tokens.</summary>
    Replay,

    /// <summary>Of the source only what it says next.</summary>
    OutputOnly,

    /// <summary>Of the source only its tokens; stepwise scheme.</summary>
    InputOnly,

    /// <summary>The source with its null part from another sample.</summary>
    NullExchanged,

    /// <summary>Texts: the raw latents exchanged without any map.</summary>
    IdentityMap,
}

/// <summary>Which directions are tested.</summary>
internal enum TestedDirections
{
    /// <summary>Every one that can be run.</summary>
    All,

    /// <summary>Those that carry a loss.</summary>
    Trained,
}

/// <summary>What is measured beside the alignments.</summary>
public sealed record EvaluationOptions
{
    internal TestedDirections Directions { get; init; }

    /// <summary>Empty for none.</summary>
    public ValueList<Control> Controls { get; init; } = [.. Enum.GetValues<Control>().Except([Control.IdentityMap])];

    /// <summary>Those that there are on texts.</summary>
    internal static ValueList<Control> OfText { get; } =
        [Control.NoSwap, Control.RandomOrthogonal, Control.Shuffled, Control.FullExchange, Control.InputOnly, Control.IdentityMap];

    /// <summary>Names of correlational measures; empty for none.</summary>
    public ValueList<string> Similarity { get; init; } = [];
}

/// <summary>Thresholds of the verdict, on chance-corrected trial IIA.</summary>
public sealed record VerdictOptions
{
    /// <summary>Same: every interval's low end is at least this.</summary>
    public double Same { get; init; } = 0.9;

    /// <summary>Different: no interval's high end between networks reaches this.</summary>
    public double Different { get; init; } = 0.5;
}
