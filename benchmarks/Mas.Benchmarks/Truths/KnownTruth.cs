namespace Mas.Benchmarks.Truths;

/// <summary>Two networks of which the right verdict is known (<c>method.md</c> section 13).</summary>
/// <param name="Name">Part of file names.</param>
/// <param name="Says">What is known, as part of a sentence.</param>
/// <param name="Wanted">What a repetition must come out as.</param>
/// <param name="Experiment">Its experiment file, for a repetition; networks lie in the repository's <c>experiments</c>.</param>
internal sealed record KnownTruth(string Name, string Says, WantedVerdict Wanted, Func<TruthSeeds, string> Experiment);

/// <summary>What a verdict must be.</summary>
/// <param name="Word">The word; null for anything.</param>
/// <param name="Scope">What the scope must hold; null for anything.</param>
/// <param name="Sentence">What the reason must hold; null for anything.</param>
internal sealed record WantedVerdict(string? Word, string? Scope = null, string? Sentence = null)
{
    public bool IsMetBy(FoundVerdict found) => (Word is null || found.Word == Word)
        && (Scope is null || found.Scope.Contains(Scope, StringComparison.Ordinal))
        && (Sentence is null || found.Why.Contains(Sentence, StringComparison.Ordinal));

    /// <summary>Of the reasons the one that is asked for, or where there is none such, the first.</summary>
    public string Telling(IReadOnlyList<string> reasons) =>
        reasons.FirstOrDefault(reason => Sentence is not null && reason.Contains(Sentence, StringComparison.Ordinal)) ?? reasons[0];

    public override string ToString() =>
        string.Join(", ", new[] { Word, Scope, Sentence is null ? null : $"“{Sentence}”" }.OfType<string>());
}

/// <summary>What a repetition came out as.</summary>
/// <param name="Experiment">Which experiment it was: a hash of its text, without the folder of stored networks.</param>
/// <param name="Tool">Which build made it: a hash of its library.</param>
/// <param name="Why">Of the verdict's reasons the one that is asked for, else the first.</param>
internal sealed record FoundVerdict(
    int Repetition, string Experiment, string Tool, string Word, string Scope, string Why, double Seconds);

/// <summary>The seeds of one repetition: data and alignment seeds of its own, and one of a few network seeds, whose networks are trained
/// once.</summary>
internal sealed record TruthSeeds(int Repetition)
{
    /// <summary>Different networks.</summary>
    public const int NetworkSeeds = 5;

    /// <summary>Seed of the data.</summary>
    public int Data => 1 + Repetition;

    /// <summary>Seed of a network, or place in a list of such seeds, from 1.</summary>
    public int Network => 1 + (Repetition % NetworkSeeds);

    /// <summary>Alignment seeds, as a list in YAML.</summary>
    public string Alignment(int count) => $"[{string.Join(", ", Enumerable.Range((count * Repetition) + 1, count))}]";
}
