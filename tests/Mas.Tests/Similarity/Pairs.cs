using Mas.Similarity;
using Mas.Tests.Alignments;
using static TorchSharp.torch;

namespace Mas.Tests.Similarity;

/// <summary>Scores measures of tensors, and makes pairs to score.</summary>
internal static class Pairs
{
    public static double Score(this SimilarityMeasure measure, Tensor one, Tensor other)
    {
        using Fitted first = measure.Fit(one), second = measure.Fit(other);
        return measure.Score(first, second);
    }

    public static SampleGroups EachAlone(int samples) => new([.. Enumerable.Range(0, samples)]);

    /// <summary>Two related matrices with means other than 0.</summary>
    public static (Tensor One, Tensor Other) Related(int seed, int samples, int width, int otherWidth)
    {
        Tensor one = OrthogonalAlignmentTests.Gaussian(seed, samples, width);
        Tensor map = OrthogonalAlignmentTests.Gaussian(seed + 1_000, width, otherWidth),
            noise = OrthogonalAlignmentTests.Gaussian(seed + 2_000, samples, otherWidth);
        return (one + 0.3, one.mm(map) + noise * Math.Sqrt(width) - 0.5);
    }
}
