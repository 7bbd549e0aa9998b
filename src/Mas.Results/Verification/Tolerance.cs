namespace Mas.Results.Verification;

/// <summary>By how much a value may differ that was evaluated on another machine or with other versions. Their float32 sums differ in the
/// last digits, logits so by some 1e-5. An intervention flips only where the two largest logits are as close as that: at most 0.5 % of a
/// direction's interventions, and at least 2, may.</summary>
internal static class Tolerance
{
    private const double Share = 0.005;
    private const int Fewest = 2;

    // Of a mean cross-entropy, relative and absolute: ten times what logits differ by, and more.
    private const double Relative = 1e-3, Absolute = 1e-4;

    /// <summary>Of the numbers of a stored matrix that follow from others, absolute: what a run itself allows an orthogonal one to be
    /// off.</summary>
    public const double Matrix = 1e-4;

    /// <summary>The largest difference that is no contradiction.</summary>
    /// <param name="metric">A word of <see cref="Metrics"/>.</param>
    public static double Of(string metric, double stored, int samples) => metric switch
    {
        Metrics.LearnedSize => 0,
        Metrics.Loss or Metrics.ClLoss or Metrics.Perplexity => Relative * Math.Abs(stored) + Absolute,
        Metrics.Usable => Flips(samples),
        _ => Flips(samples) / samples,
    };

    private static double Flips(int samples) => Math.Max(Fewest, Share * samples);
}
