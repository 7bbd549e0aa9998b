namespace Mas.Causal;

/// <summary>The kinds of token that the causal models of numeric equivalence tell apart.</summary>
internal enum NumericToken
{
    Begin,    // B
    Demo,     // counts up
    Void,     // U, which does not count
    Trigger,  // T: from here on the response is due
    Response, // counts down
    End,      // E
}
