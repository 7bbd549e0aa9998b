namespace Mas.Similarity;

/// <summary>Which samples are one latent. Equal inputs give equal activity: an embedding has one latent for each word, however many samples
/// it is read at, and only distinct ones are evidence.</summary>
/// <remarks>Two samples are one latent where no unit differs by more than <see cref="Tolerance"/> of the largest centred value. A sample
/// joins the first latent that it agrees with.</remarks>
internal sealed class DistinctLatents
{
    /// <summary>Of the largest centred value; float32 rounds at some 1e-7 of it.</summary>
    public const double Tolerance = 1e-6;

    private readonly List<int> _first = []; // by latent, the sample at which it stands first

    /// <param name="centred">[samples, width] float64</param>
    public DistinctLatents(Tensor centred)
    {
        using var scope = NewDisposeScope();
        (int samples, int width) = ((int)centred.size(0), (int)centred.size(1));
        double[] values = centred.ToArray<double>();
        double tolerance = Tolerance * values.Max(Math.Abs);
        Ids = new int[samples];
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<double> latent = values.AsSpan(sample * width, width);
            int known = 0;
            while (known < _first.Count && !AreOne(latent, values.AsSpan(_first[known] * width, width), tolerance))
                known++;
            if (known == _first.Count)
                _first.Add(sample);
            Ids[sample] = known;
        }
    }

    /// <summary>[samples] the number of each one's latent, in order of first appearance.</summary>
    public int[] Ids { get; }

    public int Count => _first.Count;

    /// <summary>[samples] the sample whose latent stands at each place once the latents are exchanged for one another at random, each
    /// everywhere for the same other one.</summary>
    public int[] Exchanged(ulong seed)
    {
        int[] latents = [.. Enumerable.Range(0, Count)];
        new SeededRandom(seed).Shuffle<int>(latents);
        return Array.ConvertAll(Ids, id => _first[latents[id]]);
    }

    private static bool AreOne(ReadOnlySpan<double> one, ReadOnlySpan<double> other, double tolerance)
    {
        for (int unit = 0; unit < one.Length; unit++)
            if (Math.Abs(one[unit] - other[unit]) > tolerance)
                return false;
        return true;
    }
}
