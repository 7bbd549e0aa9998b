namespace Mas.Similarity;

/// <summary>Latents that are compared: one row for each sample, the same samples in the same order in every representation that they are
/// compared with. What several measures need of them is computed once and kept. Float64 throughout.</summary>
/// <remarks>Belongs to one thread at a time.</remarks>
internal sealed class Representation : IDisposable
{
    /// <summary>Below four samples the unbiased HSIC divides by 0, and no measure says anything.</summary>
    public const int FewestSamples = 4;

    private readonly Dictionary<Distance, Dissimilarities> _dissimilarities = [];
    private readonly Dictionary<Distance, Ranking> _rankings = [];
    private Triangle? _gram;
    private SingularBasis? _basis;
    private double? _median;
    private DistinctLatents? _distinct;

    /// <param name="latents">[samples, width] float32 or float64; copied.</param>
    /// <param name="name">What sentences call it, such as <c>gru-a at state</c>.</param>
    /// <exception cref="InputException">Fewer than four samples, values that are not finite, or nothing that ever changes.</exception>
    public Representation(Tensor latents, string name = "the representation")
    {
        Shape.RequireMatrix(latents, -1, -1, nameof(latents));
        if (latents.dtype is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentException($"{name} has type {latents.dtype}; float32 and float64 are compared.", nameof(latents));
        (Name, Samples, Width) = (name, (int)latents.size(0), (int)latents.size(1));
        if (Samples < FewestSamples)
            throw new InputException($"{Name} has {Samples} sample{(Samples == 1 ? "" : "s")}; "
                + $"at least {FewestSamples} are needed to compare representations");
        if (Width < 1)
            throw new InputException($"{Name} has no units; at least one is needed to compare representations");
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor values = latents.detach().to_type(ScalarType.Float64).clone();
        RequireFinite(values);
        ConstantUnits = FindConstant(values);
        Latents = values.DetachFromDisposeScope();
        Centred = (values - values.mean([0])).DetachFromDisposeScope();
    }

    public string Name { get; }

    /// <summary>n</summary>
    public int Samples { get; }

    /// <summary>d</summary>
    public int Width { get; }

    /// <summary>Units that have one value in all samples, ascending.</summary>
    public IReadOnlyList<int> ConstantUnits { get; }

    /// <summary>Which samples are one latent.</summary>
    public DistinctLatents Distinct => _distinct ??= new DistinctLatents(Centred);

    /// <summary>[n, d] as given.</summary>
    internal Tensor Latents { get; }

    /// <summary>[n, d] less the mean of each unit.</summary>
    internal Tensor Centred { get; }

    /// <summary>The same with units of mean 0 and standard deviation 1 (with n − 1); one that never changes becomes 0.</summary>
    internal Representation ZScores()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor deviation = ((Centred * Centred).sum([0]) / Device.Of(Centred).From([Samples - 1.0])).sqrt(); // [d]
        // By their range too, because rounding gives the deviation of equal values another number than 0.
        Tensor constant = Latents.amax([0]).eq(Latents.amin([0])).logical_or(deviation.eq(zeros_like(deviation)));
        return new Representation(where(constant, zeros_like(Centred), Centred / where(constant, ones_like(deviation), deviation)), Name);
    }

    /// <summary>The samples of these numbers, as one of its own.</summary>
    internal Representation Rows(int[] samples)
    {
        using Tensor rows = Device.Of(Latents).Indices(samples), latents = Latents.index_select(0, rows);
        return new Representation(latents, Name);
    }

    /// <summary>XcXcᵀ</summary>
    internal Triangle Gram => GramOf(Centred);

    /// <summary>Left singular vectors of the centred latents.</summary>
    internal SingularBasis Basis => _basis ??= new SingularBasis(Centred);

    /// <summary>Of the squared Euclidean distances of all [n, n] pairs of samples, those of a sample with itself included.</summary>
    internal double MedianSquaredDistance => _median ??= MedianOfSymmetric(Ranking(Distance.SquaredEuclidean), Samples);

    internal Dissimilarities Dissimilarities(Distance distance) => _dissimilarities.TryGetValue(distance, out Dissimilarities? found)
        ? found : _dissimilarities[distance] = Similarity.Dissimilarities.Of(this, distance);

    /// <summary>The dissimilarities in rising order.</summary>
    internal Ranking Ranking(Distance distance)
    {
        // A root has the order of its square.
        if (!_rankings.TryGetValue(distance, out Ranking? found))
            _rankings[distance] = found = distance == Distance.Euclidean
                ? Ranking(Distance.SquaredEuclidean) : new Ranking(Dissimilarities(distance).Values);
        return found;
    }

    /// <summary>The same for somebody who holds the centred latents for longer than this lives.</summary>
    internal Triangle GramOf(Tensor centred) => _gram ??= Triangle.Gram(centred);

    /// <summary>The median of a symmetric [n, n] matrix with a diagonal of zeros; the mean of the middle two where n is even.</summary>
    /// <param name="upper">What is above the diagonal, at least 0.</param>
    internal static double MedianOfSymmetric(Ranking upper, int samples)
    {
        long all = (long)samples * samples;
        double At(long rank) => rank < samples ? 0 : upper.At((int)((rank - samples) / 2)); // the zeros first, then every pair twice
        return all % 2 == 1 ? At(all / 2) : (At(all / 2 - 1) + At(all / 2)) / 2;
    }

    private void RequireFinite(Tensor values)
    {
        using var scope = NewDisposeScope();
        Tensor finite = values.isfinite();
        if (finite.all().item<bool>())
            return;
        long[] places = finite.logical_not().nonzero().ToArray<long>(); // [bad, 2]
        int bad = places.Length / 2;
        throw new InputException(Invariant($"{Name} holds {bad} value{(bad == 1 ? " that is" : "s that are")} NaN or infinite, ")
            + Invariant($"the first in sample {places[0]} at unit {places[1]} (counted from 0); leave such samples out"));
    }

    private int[] FindConstant(Tensor values)
    {
        using var scope = NewDisposeScope();
        bool[] constant = values.amax([0]).eq(values.amin([0])).ToArray<bool>();
        int[] found = [.. Enumerable.Range(0, Width).Where(unit => constant[unit])];
        if (found.Length == Width)
            throw new InputException(
                Invariant($"no unit of {Name} ever changes over its {Samples} samples, so there is nothing to compare"));
        return found;
    }

    public void Dispose()
    {
        Latents.Dispose();
        Centred.Dispose();
        _basis?.Dispose();
    }
}
