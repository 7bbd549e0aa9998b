using Mas.Similarity;

namespace Mas.Comparison.Costs;

/// <summary>Memory of correlational measures.</summary>
internal static class SimilarityParts
{
    private const int Exact = sizeof(double), Copies = 5; // as given, centred, a basis and its work space

    private const double InPassing = 4; // numbers for each pair of samples, while they are ranked

    /// <param name="widths">[sites] that are compared.</param>
    /// <param name="threads">Pairs of sites side by side.</param>
    public static MemoryPart Of(IReadOnlyList<string> measures, IReadOnlyList<int> widths, int threads)
    {
        double samples = SimilarityStage.MostSamples, pairs = samples * (samples - 1) / 2;
        double perPair = Math.Min(
            measures.Sum(measure => SimilarityMeasures.Parse(measure).NumbersPerPair), SimilarityMeasure.MostNumbersPerPair);
        double bytes = Exact * (widths.Sum(width => Copies * samples * width) + widths.Count * pairs * perPair
            + (perPair > 0 ? threads * pairs * InPassing : 0));
        return new("similarity measures", bytes, "evaluation.similarity", "leave measures out of evaluation.similarity");
    }
}
