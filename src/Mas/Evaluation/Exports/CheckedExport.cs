using Mas.NetworkTraining;
using Mas.Results.Statistics;
using Mas.Tasks;

namespace Mas.Evaluation.Exports;

/// <summary>How an export does its task, and what is wrong with it.</summary>
/// <param name="AsItIs">As it stands.</param>
/// <param name="Found">The mistake that explains it; null for none of those that were tried.</param>
/// <param name="Mended">Without that mistake.</param>
/// <param name="Tried">How many mistakes were tried.</param>
/// <param name="Batch">The sequences.</param>
/// <param name="Quantities">[sequences]</param>
internal sealed record CheckedExport(
    ExportReading AsItIs, ExportTry? Found, ExportReading? Mended, int Tried, ScoredBatch Batch, IReadOnlyList<int> Quantities)
{
    private const int Examples = 3, ShownNumbers = 3;

    /// <summary>What the weight file lacks and counts as 0; null for nothing.</summary>
    public string? Absent { get; init; }

    public bool HasLearned => AsItIs.Accuracy >= ExportCheck.WantedAccuracy;

    /// <summary>What is wrong, in a sentence without its end; null for nothing.</summary>
    public string? Cause => Found is not null ? $"{Found.Cause}. Without that {Said(Mended!)} instead of {Said(AsItIs)}: {Found.Mend}"
        : HasLearned ? null
        : Absent is not null ? $"{Absent}. A module made with bias=False has none either; where this network had them, they were lost, and "
            + "it has to be exported again with all its tensors"
        : null;

    /// <summary>What is wrong, in one clause for a message; null for nothing that is known.</summary>
    public string? Clause => Found is not null
        ? $"{Found.Cause}; without that {Percent.Of(Mended!.Accuracy)} are right: {Found.Mend}"
        : Cause?.Replace(". ", "; ", StringComparison.Ordinal);

    /// <summary>Accuracy on the quantities that training of networks leaves out; null where there are none.</summary>
    public double? AccuracyOn(Func<int, bool> quantity)
    {
        int[] chosen = [.. Enumerable.Range(0, Quantities.Count).Where(row => quantity(Quantities[row]))];
        return chosen.Length == 0 ? null : chosen.Count(row => AsItIs.Right[row]) / (double)chosen.Length;
    }

    /// <summary>Sequences of different lengths with what was due and what came: wrong ones first, short ones first.</summary>
    public IReadOnlyList<CheckedSequence> Shown(Vocabulary vocabulary) =>
        [.. Enumerable.Range(0, Batch.Rows.Count).OrderBy(row => AsItIs.Right[row]).ThenBy(Batch.Rows.Length)
            .DistinctBy(Batch.Rows.Length).Take(Examples).Select(row => Shown(row, vocabulary))];

    private CheckedSequence Shown(int row, Vocabulary vocabulary)
    {
        int[] places = [.. Enumerable.Range(0, Batch.Owners.Length).Where(place => Batch.Owners[place] == row)];
        int start = Batch.Rows.Offsets[row];
        return new([.. Batch.Rows.Row(row)[..^1].ToArray().Select(id => Fed(id, vocabulary))],
            [.. places.Select(place => Batch.Positions[place] - start)],
            [.. places.Select(place => vocabulary.Word((int)Batch.Labels[place]))],
            [.. places.Select(place => vocabulary.Word((int)AsItIs.Predicted[place]))]);
    }

    // Of a vector its first numbers.
    private string Fed(int id, Vocabulary vocabulary)
    {
        if (Batch.Rows.Stimuli is not { } stimuli || id < stimuli.First)
            return vocabulary.Word(id);
        string[] shown = [.. stimuli.Of(id)[..Math.Min(ShownNumbers, stimuli.Width)].ToArray().Select(value => Invariant($"{value:g2}"))];
        return $"({string.Join(",", shown)}{(stimuli.Width > ShownNumbers ? ",…" : "")})";
    }

    private static string Said(ExportReading reading) =>
        Invariant($"{Percent.Of(reading.Accuracy)} of sequences are right with a loss of {reading.Loss:g2}");

}

/// <summary>One sequence as a network did it.</summary>
/// <param name="Fed">[positions] the tokens that were fed.</param>
/// <param name="Positions">[scored] where the next token was scored.</param>
/// <param name="Due">[scored] what was due there.</param>
/// <param name="Answered">[scored] what came.</param>
internal sealed record CheckedSequence(
    IReadOnlyList<string> Fed, IReadOnlyList<int> Positions, IReadOnlyList<string> Due, IReadOnlyList<string> Answered);
