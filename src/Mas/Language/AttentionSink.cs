using Mas.Interchange;

namespace Mas.Language;

/// <summary>Pretrained decoders keep a long residual at position 0, nearly the same in every text: the attention sink.</summary>
internal static class AttentionSink
{
    /// <summary>A norm of position 0 this many times that of the others is a sink.</summary>
    public const double Ratio = 10;

    private const int Texts = 256; // looked at

    /// <summary>Median norm at position 0 over the median norm at all others.</summary>
    /// <param name="texts">Some of them are looked at.</param>
    public static double RatioOf(TextPool pool, IReadOnlyList<int> texts)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int[] looked = [.. texts.Take(Texts)];
        double Median(IEnumerable<int> positions)
        {
            Tensor latents = pool.Activity.Latents([.. positions]);
            return (latents * latents).sum([1]).median().to_type(ScalarType.Float64).item<double>();
        }
        double first = Median(looked.Select(text => text * pool.Length));
        double others = Median(looked.SelectMany(text => Enumerable.Range(text * pool.Length + 1, pool.Length - 1)));
        return Math.Sqrt(first / Math.Max(others, double.Epsilon));
    }

    /// <summary>Whether position 0 is exchanged.</summary>
    /// <param name="ratios">Of all models at all sites.</param>
    public static bool Exchanges(SinkRule rule, IEnumerable<double> ratios) =>
        rule == SinkRule.Exchange || (rule == SinkRule.Auto && ratios.All(ratio => ratio <= Ratio));
}
