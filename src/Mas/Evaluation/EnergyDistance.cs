namespace Mas.Evaluation;

/// <summary>The energy distance between two samples (Székely and Rizzo 2004), 2 E‖x − y‖ − E‖x − x'‖ − E‖y − y'‖ in its unbiased form,
/// whose expectation is 0 where both come from one distribution and positive otherwise: how far latents after an intervention lie from
/// natural ones (<c>method.md</c> section 9). Units are standardised by the natural latents.</summary>
internal static class EnergyDistance
{
    /// <summary>Between latents and natural ones.</summary>
    /// <param name="latents">[rows, width], two rows or more.</param>
    /// <param name="natural">[rows, width], two rows or more.</param>
    /// <param name="scale">[rows, width] latents that scale the units, where these are parts of latents; null for the natural
    /// ones.</param>
    /// <remarks>A unit that is constant in what scales it is left in its own scale.</remarks>
    public static double Of(Tensor latents, Tensor natural, Tensor? scale = null)
    {
        Shape.RequireMatrix(natural, -1, latents.size(1), nameof(natural));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor x = Standardised(latents, scale ?? natural), y = Standardised(natural, scale ?? natural);
        return 2 * cdist(x, y).mean().item<double>() - Within(x) - Within(y);
    }

    /// <summary>How large the distance comes out by chance: its 95 % quantile over random divisions of two natural samples, put together,
    /// into two of their sizes.</summary>
    /// <param name="one">[rows, width] natural latents.</param>
    /// <param name="other">[rows, width] others.</param>
    /// <param name="scale">[rows, width] what scales the units, as in <see cref="Of"/>; null for the others.</param>
    public static double ByChance(Tensor one, Tensor other, int divisions, ulong seed, Tensor? scale = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor rows = Standardised(cat([one, other], 0), scale ?? other), distances = cdist(rows, rows);
        double total = distances.sum().item<double>();
        int first = (int)one.size(0), second = (int)other.size(0);
        double[] found = [.. Enumerable.Range(0, divisions)
            .Select(division => Divided(distances, total, first, second, SeededRandom.Derive(seed, "division", division))).Order()];
        return found[(int)Math.Ceiling(0.95 * divisions) - 1];
    }

    private static double Divided(Tensor distances, double total, int first, int second, ulong seed)
    {
        using var scope = NewDisposeScope();
        int[] order = [.. Enumerable.Range(0, first + second)];
        new SeededRandom(seed).Shuffle<int>(order);
        var sides = new double[2 * order.Length]; // [rows, 2] which side each is on
        for (int i = 0; i < order.Length; i++)
            sides[(2 * order[i]) + (i < first ? 0 : 1)] = 1;
        Tensor side = Device.Of(distances).From(sides, order.Length, 2);
        double[] within = side.mul(distances.mm(side)).sum([0]).ToArray<double>();
        return ((total - within[0] - within[1]) / ((double)first * second))
            - (within[0] / (first * (first - 1.0))) - (within[1] / (second * (second - 1.0)));
    }

    private static Tensor Standardised(Tensor latents, Tensor natural)
    {
        Tensor reference = natural.to_type(ScalarType.Float64), mean = reference.mean([0]), spread = reference.std(0);
        return (latents.to_type(ScalarType.Float64) - mean) / where(spread.gt(Device.Of(spread).Zeros()), spread, ones_like(spread));
    }

    // Mean distance between different rows.
    private static double Within(Tensor rows)
    {
        using Tensor distances = cdist(rows, rows), sum = distances.sum();
        return sum.item<double>() / (rows.size(0) * (rows.size(0) - 1.0));
    }
}
