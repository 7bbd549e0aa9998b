namespace Mas.Evaluation;

/// <summary>How much of what an alignment reads of a network comes from activity that the network's behaviour does not depend on
/// (<c>method.md</c> section 10): tr(SᵀΠΣΠS) / (tr(SᵀΠΣΠS) + tr(SᵀΠ⊥ΣΠ⊥S)), with S the read factor, Π the projector on the null space, Π⊥ =
/// I − Π and Σ the covariance of natural latents. 0: it reads nothing of the null space; 1: nothing else.</summary>
internal static class NullEnergy
{
    /// <summary>The share; NaN where nothing at all is read.</summary>
    /// <param name="read">[width, k] what aligned coordinates are made of: coordinates = latents × read.</param>
    /// <param name="latents">[rows, width] natural latents, two rows or more.</param>
    public static double Share(Tensor read, NullSpace space, Tensor latents)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor centred = latents.to_type(ScalarType.Float64) - latents.to_type(ScalarType.Float64).mean([0]);
        Tensor factor = read.to_type(ScalarType.Float64), nullPart = space.Part(centred);
        double idle = Energy(nullPart.mm(factor)), working = Energy((centred - nullPart).mm(factor));
        return idle / (idle + working);
    }

    // tr(SᵀΠΣΠS) is the variance of the coordinates that ΠS reads, summed.
    internal static double Energy(Tensor coordinates) => (coordinates * coordinates).sum().item<double>();
}
