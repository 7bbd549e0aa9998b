namespace Mas.Results.Records;

/// <summary>How far intervened latents lie from natural ones: energy distance, units standardised by the natural latents.</summary>
/// <param name="Target">Target network, whose latents are looked at.</param>
/// <param name="Distance">Between intervened and natural latents, mean over seeds.</param>
/// <param name="Seeds">The same, one per alignment seed.</param>
/// <param name="Natural">Between two samples of natural latents: what chance gives.</param>
/// <param name="Samples">Latents on each side.</param>
internal sealed record OffManifoldResult(
    string Source, string Target, string Method, int Size, string Variable, double Distance, IReadOnlyList<double> Seeds, double Natural,
    int Samples)
{
    /// <summary>What chance reaches in one of twenty cases: the 95 % quantile over random divisions of natural latents into two samples;
    /// null where a run has not recorded it.</summary>
    public double? NaturalHigh { get; init; }

    /// <summary>The same of the part of the latents that the target's behaviour does not depend on; null where there is none, or a run has
    /// not recorded it.</summary>
    public GaugedPart? NullSpace { get; init; }

    /// <summary>The same of the rest, which its behaviour depends on; null with no such part, or where a run has not recorded it.</summary>
    public GaugedPart? WorkingSpace { get; init; }
}

/// <summary>How far one part of intervened latents lies from that of natural ones, in the scale of the whole.</summary>
/// <param name="Dimensions">Of the part.</param>
/// <param name="Distance">Mean over seeds.</param>
/// <param name="Seeds">One per alignment seed.</param>
/// <param name="Natural">Between two samples of natural latents.</param>
/// <param name="NaturalHigh">What chance reaches in one of twenty cases.</param>
internal sealed record GaugedPart(int Dimensions, double Distance, IReadOnlyList<double> Seeds, double Natural, double NaturalHigh)
{
    /// <summary>Whether it is further than chance reaches.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsFar => Distance > NaturalHigh;
}
