namespace Mas.Similarity;

/// <summary>How alike a representation can look at all to one that differs from it by the choice of units only: two random halves of its
/// units, compared as if they were two networks.</summary>
/// <param name="Deviation">Standard deviation over the splits, with their number less 1; NaN for one.</param>
internal sealed record NoiseCeiling(double Mean, double Deviation, int Splits)
{
    /// <param name="splits">At least 1.</param>
    /// <returns>Null where the measure has no value for halves.</returns>
    /// <exception cref="InputException">There are fewer than two units that change, or the measure cannot be had of halves.</exception>
    public static NoiseCeiling? Of(SimilarityMeasure measure, Representation representation, int splits, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(splits, 1);
        int[] units = [.. Enumerable.Range(0, representation.Width).Except(representation.ConstantUnits)];
        if (units.Length < 2)
            throw new InputException(
                $"{representation.Name} has one unit that changes; a noise ceiling splits the units, so at least two are needed");
        double?[] values = [.. Enumerable.Range(0, splits)
            .Select(split => Split(measure, representation, [.. units], SeededRandom.Derive(seed, "split", split)))];
        if (values.Contains(null))
            return null;
        double mean = values.Average()!.Value;
        return new(mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean))!.Value / (splits - 1)), splits);
    }

    private static double? Split(SimilarityMeasure measure, Representation representation, int[] units, ulong seed)
    {
        new SeededRandom(seed).Shuffle<int>(units);
        int half = units.Length / 2;
        using Representation one = Half(representation, units[..half]), other = Half(representation, units[half..]);
        return measure.Compare(one, other).Value;
    }

    private static Representation Half(Representation representation, int[] units)
    {
        using Tensor chosen = Device.Of(representation.Latents).Indices(units), latents = representation.Latents.index_select(1, chosen);
        return new Representation(latents, $"half of {representation.Name}");
    }
}
