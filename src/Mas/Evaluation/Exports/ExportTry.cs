using Mas.Networks;

namespace Mas.Evaluation.Exports;

/// <summary>One mistake that is tried: what a network would do without it.</summary>
/// <param name="Cause">What would be wrong.</param>
/// <param name="Mend">What to do about it.</param>
internal sealed record ExportTry(string Cause, string Mend)
{
    /// <summary>How inputs and outputs are read then.</summary>
    public ReadingWay Way { get; init; } = ReadingWay.Usual;

    /// <summary>The mistake in weights or configuration; null for none.</summary>
    public ExportMistake? Mistake { get; init; }

    /// <summary>The words in the order of their rows, where that is the mistake.</summary>
    public IReadOnlyList<string>? Order { get; init; }

    /// <summary>No mistake.</summary>
    public static ExportTry AsItIs { get; } = new("", "");

    public static ExportTry Of(ExportMistake mistake) => new(mistake.Cause, mistake.Mend) { Mistake = mistake };

    /// <summary>Predictions that belong to another position.</summary>
    public static IReadOnlyList<ExportTry> Shifts { get; } =
    [
        new("the scored positions are shifted by one: the answer to a token stands one position earlier, as of a head that reads the state "
            + "before the token", "train and export a head that reads the state after the token")
        {
            Way = ReadingWay.Usual with { Shift = -1 },
        },
        new("the scored positions are shifted by one: the answer to a token stands one position later, as of a network that was trained on "
            + "the token it reads and not on the next one", "train it on the next token, and export it again")
        {
            Way = ReadingWay.Usual with { Shift = 1 },
        },
    ];
}
