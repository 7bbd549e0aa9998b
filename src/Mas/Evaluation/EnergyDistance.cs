using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Evaluation;

/// <summary>
/// The energy distance between two samples (Székely and Rizzo 2004), 2 E‖x − y‖ − E‖x − x'‖ − E‖y − y'‖ in its unbiased form, whose
/// expectation is 0 where both come from one distribution and positive otherwise: how far latents after an intervention lie
/// from natural ones (<c>method.md</c> section 9). Units are standardised by the natural latents.
/// </summary>
public static class EnergyDistance
{
    /// <summary>Between latents and natural ones.</summary>
    /// <param name="latents">[rows, width], two rows or more.</param>
    /// <param name="natural">[rows, width], two rows or more.</param>
    /// <remarks>A unit that is constant in the natural latents is left in its own scale.</remarks>
    public static double Of(Tensor latents, Tensor natural)
    {
        Shape.RequireMatrix(natural, -1, latents.size(1), nameof(natural));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor reference = natural.to_type(ScalarType.Float64), own = latents.to_type(ScalarType.Float64);
        Tensor mean = reference.mean([0]), spread = reference.std(0);
        Tensor scale = where(spread.gt(Aligned.Tensor([0.0])), spread, ones_like(spread));
        Tensor x = (own - mean) / scale, y = (reference - mean) / scale;
        return 2 * cdist(x, y).mean().item<double>() - Within(x) - Within(y);
    }

    // Mean distance between different rows.
    private static double Within(Tensor rows)
    {
        using Tensor distances = cdist(rows, rows), sum = distances.sum();
        return sum.item<double>() / (rows.size(0) * (rows.size(0) - 1.0));
    }
}
