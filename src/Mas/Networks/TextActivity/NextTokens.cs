namespace Mas.Networks.TextActivity;

/// <summary>How improbable the tokens are that come, from logits that are made some words at a time.</summary>
internal sealed class NextTokens
{
    private readonly int[] _next;
    private readonly float[] _logits;  // of the tokens that come
    private readonly double[] _totals; // ln Σ exp of the logits so far

    /// <param name="next">[positions] negative where none is known.</param>
    public NextTokens(ReadOnlySpan<int> next)
    {
        (_next, _logits, _totals) = (next.ToArray(), new float[next.Length], new double[next.Length]);
        Array.Fill(_totals, double.NegativeInfinity);
    }

    /// <summary>Takes the next words.</summary>
    /// <param name="logits">[positions, words]</param>
    /// <param name="first">The first of them.</param>
    public void Add(Tensor logits, int first)
    {
        ReadOnlySpan<float> all = HostMemory.Span<float>(logits);
        int words = (int)logits.size(1);
        using Tensor totals = logits.logsumexp(dim: 1);
        ReadOnlySpan<float> own = HostMemory.Span<float>(totals);
        for (int i = 0; i < _next.Length; i++)
        {
            double larger = Math.Max(_totals[i], own[i]), smaller = Math.Min(_totals[i], own[i]);
            _totals[i] = larger + Math.Log(1 + Math.Exp(smaller - larger));
            if (_next[i] >= first && _next[i] < first + words)
                _logits[i] = all[i * words + _next[i] - first];
        }
    }

    /// <summary>[positions] − ln of the probability of each; 0 where none is known.</summary>
    public void Losses(Span<float> losses)
    {
        for (int i = 0; i < _next.Length; i++)
            losses[i] = _next[i] < 0 ? 0 : (float)(_totals[i] - _logits[i]);
    }
}
