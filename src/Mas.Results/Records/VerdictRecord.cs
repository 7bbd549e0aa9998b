namespace Mas.Results.Records;

/// <summary>The answer in a word, with the sentences that explain it.</summary>
/// <param name="Word"><c>same</c>, <c>interchangeable</c>, <c>partly</c>, <c>different</c>, <c>inconclusive</c> or <c>none</c>.</param>
/// <param name="Reasons">Plain sentences: why, how sure, what would change the answer.</param>
/// <param name="Same">Threshold for <c>same</c>.</param>
/// <param name="Different">Threshold for <c>different</c>.</param>
public sealed record VerdictRecord(string Word, IReadOnlyList<string> Reasons, double Same, double Different)
{
    /// <summary>In what the word holds, such as <c>as up-down</c>: a word never stands without it. Empty in older records.</summary>
    public string Scope { get; init => field = value ?? ""; } = "";

    /// <summary>What was exchanged, and where, such as <c>full, exchanged at state on multi-object</c>. Empty in older records.</summary>
    public string Setting { get; init => field = value ?? ""; } = "";

    /// <summary>What would change the word, in sentences; some stand among the reasons too. Of several
    /// pairs with one word that of the weakest. Empty in older records.</summary>
    public IReadOnlyList<string> Changes { get; init => field = value ?? []; } = [];

    /// <summary>Of more than two networks the word of each pair; empty of two.</summary>
    public IReadOnlyList<PairVerdict> Pairs { get; init => field = value ?? []; } = [];

    /// <summary><c>same, as up-down</c>, <c>different (up-up)</c> or <c>no verdict</c>.</summary>
    internal string Headline => Word == "none" ? "no verdict"
        : Scope.Length == 0 ? Word : Scope.StartsWith('(') ? $"{Word} {Scope}" : $"{Word}, {Scope}";

    /// <summary>Scope and setting together.</summary>
    internal string FullScope => string.Join("; ", new[] { Scope.Trim('(', ')'), Setting }.Where(part => part.Length > 0));
}

/// <summary>The word of one pair of networks.</summary>
/// <param name="First">One network.</param>
/// <param name="Second">The other.</param>
/// <param name="Word">As of <see cref="VerdictRecord"/>.</param>
/// <param name="Scope">As of <see cref="VerdictRecord"/>.</param>
/// <param name="Reason">What carries it, in a sentence.</param>
public sealed record PairVerdict(string First, string Second, string Word, string Scope, string Reason);
