namespace Mas.Causal;

/// <summary>The kinds of token that the causal models of numeric equivalence tell apart.</summary>
internal enum NumericToken
{
    /// <summary><c>B</c>.</summary>
    Begin,

    /// <summary>Counts up.</summary>
    Demo,

    /// <summary><c>U</c>, which does not count.</summary>
    Void,

    /// <summary><c>T</c>: from here on the response is due.</summary>
    Trigger,

    /// <summary>Counts down.</summary>
    Response,

    /// <summary><c>E</c>.</summary>
    End,
}
