namespace Mas.Results.Records;

/// <summary>The answer in a word, with the sentences that explain it.</summary>
/// <param name="Word"><c>same</c>, <c>partly</c>, <c>different</c>, <c>inconclusive</c> or <c>none</c>.</param>
/// <param name="Reasons">Plain sentences: why, how sure, what would change the answer.</param>
/// <param name="Same">Threshold for <c>same</c>.</param>
/// <param name="Different">Threshold for <c>different</c>.</param>
public sealed record VerdictRecord(string Word, IReadOnlyList<string> Reasons, double Same, double Different);
