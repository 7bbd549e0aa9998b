using System.Runtime.InteropServices;
using Mas.Interchange;

namespace Mas.Evaluation;

/// <summary>Whether a site is an input site under the stepwise scheme (<c>method.md</c> section 7): over natural sequences its latent is a
/// function of its own token and position, so that exchanging every position up to the intervened one replaces the tokens and nothing
/// else.</summary>
internal static class InputSite
{
    private const double LargestShare = 1e-6;

    /// <param name="sequences">How many of the first sequences are looked at.</param>
    /// <returns>False as well where no token comes twice at one position: then nothing tells.</returns>
    public static bool Is(RecordedPool pool, Scheme scheme, int sequences) =>
        scheme == Scheme.Stepwise && pool.Sequences.Source.FeatureWidth == 0 && ShareWithin(pool, sequences) < LargestShare;

    /// <summary>Variance within a token and position over the whole variance; NaN where no token comes twice at one position.</summary>
    public static double ShareWithin(RecordedPool pool, int sequences)
    {
        (int[] positions, int[] groups) = Repeated(pool, sequences);
        if (positions.Length == 0)
            return double.NaN;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor latents = pool.Activity.Latents(positions).to_type(ScalarType.Float64);
        double whole = Squares(latents - latents.mean([0]));
        return whole == 0 ? 0 : Squares(latents - GroupMeans(latents, groups)) / whole;
    }

    // [rows, width] of each row the mean of its group.
    private static Tensor GroupMeans(Tensor latents, int[] groups)
    {
        Device device = Device.Of(latents);
        Tensor index = device.Indices(groups), ones = device.Ones(groups.Length, 1);
        Tensor sums = device.Zeros(groups.Max() + 1, latents.size(1)).index_add(0, index, latents, HeldScalar.One);
        Tensor counts = device.Zeros(groups.Max() + 1, 1).index_add(0, index, ones, HeldScalar.One);
        return sums.div(counts).index_select(0, index);
    }

    // Flat positions whose token comes at that place of several sequences, and the group of each.
    private static (int[] Positions, int[] Groups) Repeated(RecordedPool pool, int sequences)
    {
        var places = new Dictionary<(int Token, int Position), List<int>>();
        for (int q = 0; q < Math.Min(sequences, pool.Sequences.Count); q++)
        {
            ReadOnlySpan<int> tokens = pool.Sequences.Tokens(q);
            for (int position = 0; position < tokens.Length - 1; position++)
                (CollectionsMarshal.GetValueRefOrAddDefault(places, (tokens[position], position), out _) ??= [])
                    .Add(pool.Rows.Offsets[q] + position);
        }
        List<int>[] repeated = [.. places.Values.Where(place => place.Count > 1)];
        return ([.. repeated.SelectMany(place => place)], [.. repeated.SelectMany((place, group) => place.Select(_ => group))]);
    }

    private static double Squares(Tensor difference) => (difference * difference).sum().item<double>();
}
