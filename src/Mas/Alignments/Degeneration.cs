namespace Mas.Alignments;

/// <summary>Says how an alignment function has degenerated.</summary>
/// <param name="Sentence">What is wrong, with its measure and its limit, without a subject: <c>is no longer orthogonal (error …)</c>.</param>
/// <param name="IsFatal">Whether results would be wrong rather than imprecise.</param>
internal sealed record Degeneration(string Sentence, bool IsFatal);
