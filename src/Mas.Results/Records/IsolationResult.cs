namespace Mas.Results.Records;

/// <summary>Whether an exchange of one variable moves that variable and no other one.</summary>
/// <param name="Variable">The exchanged one.</param>
/// <param name="Other">The one that is to stay.</param>
/// <param name="Cause">Trial IIA where the source has the target's value of the other variable and another one of the exchanged.</param>
/// <param name="Isolate">Trial IIA where it is the other way round, so that the exchange must change nothing.</param>
internal sealed record IsolationResult(
    string Source, string Target, string Method, int Size, string Variable, string Other, AccuracyInterval Cause, AccuracyInterval Isolate)
{
    /// <summary>The mean of both.</summary>
    public double Mean => (Cause.Mean + Isolate.Mean) / 2;

    /// <summary>What the unchanged target gets right of the first; of the second it gets all, as its labels are its own.</summary>
    public double CauseFloor { get; init; }

    public int CauseSamples { get; init; }

    public int IsolateSamples { get; init; }
}
