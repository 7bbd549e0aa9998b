namespace Mas.Networks.Copies;

/// <summary>One site as it is seen.</summary>
internal sealed class ObservedSite
{
    private readonly Observation _observation;
    private readonly int[] _units;
    private readonly double[] _deviations, _least, _scales;

    /// <param name="natural">[positions, width] natural latents, which say how far each unit varies.</param>
    public ObservedSite(Observation observation, Site site, Tensor natural)
    {
        using var scope = NewDisposeScope();
        (_observation, Site, _units) = (observation, site, observation.Chosen(site));
        Tensor seen = Seen(natural).to_type(ScalarType.Float64), mean = seen.mean([0]);
        Tensor centred = seen - mean;
        double[] variances = (centred * centred).mean([0]).ToArray<double>();
        _least = seen.amin([0]).ToArray<double>();
        double rate = observation.Poisson ?? 0;
        _scales = [.. mean.ToArray<double>().Zip(_least, (own, least) => own > least ? rate / (own - least) : 0)];
        _deviations = [.. variances.Select(variance => observation.Noise is double ratio ? Math.Sqrt(variance / ratio) : 0)];
    }

    public Site Site { get; }

    /// <summary>What is seen of latents, [rows, units].</summary>
    /// <param name="seed">Decides the draws.</param>
    public Tensor Of(Tensor latents, ulong seed)
    {
        using var scope = NewDisposeScope();
        Tensor seen = Seen(latents);
        if (_observation is { Noise: null, Poisson: null })
            return seen.MoveToOuterDisposeScope();
        float[] values = seen.to_type(ScalarType.Float32).ToArray<float>();
        var random = new SeededRandom(seed);
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)Drawn(values[i], i % _units.Length, ref random);
        return Device.Of(latents).From(values, seen.shape).MoveToOuterDisposeScope();
    }

    private double Drawn(double value, int unit, ref SeededRandom random)
    {
        if (_observation.Noise is not null)
            value += _deviations[unit] * random.NextGaussian();
        return _observation.Poisson is null ? value : PoissonCount.Draw(Math.Max(0, value - _least[unit]) * _scales[unit], ref random);
    }

    private Tensor Seen(Tensor latents)
    {
        using Tensor units = Device.Of(latents).Indices(_units);
        return latents.index_select(1, units);
    }
}
