namespace Mas.Results.Records;

/// <summary>One method's trial IIA against the size of the subspace.</summary>
/// <param name="Alone">The one network that it is about (DAS); null for all.</param>
/// <param name="Points">Every size that was looked at, the smallest first.</param>
/// <param name="Tolerance">How far below the best a size may lie and be enough.</param>
/// <param name="SmallestRange">The sizes that the intervals do not exclude as the smallest that is enough.</param>
internal sealed record SubspaceCurve(
    string Method, string? Alone, IReadOnlyList<SubspacePoint> Points, double Tolerance, int Smallest, SizeRange SmallestRange);

/// <summary>A range of sizes, ends included.</summary>
internal sealed record SizeRange(int Low, int High)
{
    /// <summary><c> (4–16)</c>, and nothing where it is one size.</summary>
    internal string Text => Low == High ? "" : $" ({Low}–{High})";
}

/// <summary>One size of a <see cref="SubspaceCurve"/>.</summary>
/// <param name="Worst">Trial IIA of the worst trained direction.</param>
internal sealed record SubspacePoint(int Size, AccuracyInterval Worst, NamedDirection WorstDirection, double MeanTrialIia);
