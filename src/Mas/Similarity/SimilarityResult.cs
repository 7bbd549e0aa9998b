namespace Mas.Similarity;

/// <summary>The similarity of one pair.</summary>
/// <param name="Measure">Name of the measure, with its variant.</param>
/// <param name="Value">The value.</param>
/// <param name="Samples">n</param>
/// <param name="Width">d of the first.</param>
/// <param name="OtherWidth">d of the second.</param>
/// <param name="Caveats">Sentences that belong beside the number.</param>
internal sealed record SimilarityResult(string Measure, double Value, int Samples, int Width, int OtherWidth, IReadOnlyList<string> Caveats);
