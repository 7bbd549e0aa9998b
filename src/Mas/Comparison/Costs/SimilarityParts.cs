using Mas.Similarity;

namespace Mas.Comparison.Costs;

/// <summary>Memory of correlational measures.</summary>
internal static class SimilarityParts
{
    private const int Exact = sizeof(double), Copies = 5; // as given, centred, a basis and its work space

    public static MemoryPart Of(RunShape shape)
    {
        double samples = SimilarityStage.MostSamples, pairs = samples * (samples - 1) / 2;
        SimilarityMeasure[] measures = [.. shape.Experiment.Evaluation.Similarity.Select(SimilarityMeasures.Parse)];
        double perPair = Math.Min(measures.Sum(measure => measure.NumbersPerPair), SimilarityMeasure.MostNumbersPerPair);
        double bytes = Exact * (shape.Networks.Sum(network => Copies * samples * network.Width) + shape.Networks.Count * pairs * perPair
            + (perPair > 0 ? shape.Threads * pairs * SimilarityMeasure.MostNumbersPerPair / 3 : 0));
        return new("similarity measures", bytes, "evaluation.similarity", "leave measures out of evaluation.similarity");
    }
}
