using Mas.Interchange;

namespace Mas.Language;

/// <summary>How the pairs of a direction came out. Predictions of one row are not independent: the share of each row is one
/// outcome.</summary>
/// <param name="Shares">[pairs] share of its predictions that are the labels.</param>
internal sealed record TextOutcome(double[] Shares)
{
    /// <summary>Of a control that some pairs were left out of, which of them these are; null for all.</summary>
    public int[]? Kept { get; init; }

    public double Mean => Shares.Average();

    /// <summary>[directions] of all their pairs.</summary>
    public static TextOutcome[] Of(RouteOutcome[] outcomes, IReadOnlyList<IReadOnlyList<Intervention>> pairs) =>
        [.. outcomes.Zip(pairs, (outcome, own) => Of(outcome, own.Count))];

    /// <summary>Of a target that nothing has touched, from what it has predicted as it read and said its texts.</summary>
    public static TextOutcome Unchanged(TextPool target, IReadOnlyList<Intervention> pairs) => new([.. pairs.Select(pair =>
    {
        (int Step, int Label)[] due = [.. (pair.Earlier is var (steps, labels) ? steps.Zip(labels) : []), (0, pair.Continuation[0])];
        return due.Count(one => target.Label(pair.TargetSequence, pair.TargetPosition + one.Step) == one.Label) / (double)due.Length;
    })]);

    /// <summary>Rows of as many predictions each.</summary>
    public static TextOutcome Of(RouteOutcome outcome, int pairs)
    {
        int each = outcome.TrialsRight.Length / pairs;
        return new([.. outcome.TrialsRight.Chunk(each).Select(row => row.Count(right => right) / (double)each)]);
    }
}
