using TorchSharp;

namespace Mas.Alignments;

/// <summary>n(h) = (φ⁻¹(h) − μ)/σ, n⁻¹(x) = φ(xσ + μ), unit by unit. Arguments of φ⁻¹ are clipped to its open interval by 1e-6, so latents
/// outside it, or that close to its ends, do not come back exactly.</summary>
internal sealed record Normalisation
{
    // What φ⁻¹ gives beyond these is no longer informative, and at the ends themselves it is infinite.
    private const double Margin = 1e-6;
    private static readonly Scalar s_tanhLow = -1 + Margin, s_tanhHigh = 1 - Margin, s_sigmoidLow = Margin, s_sigmoidHigh = 1 - Margin;

    /// <param name="nonlinearity">φ</param>
    /// <param name="mean">[width] μ</param>
    /// <param name="deviation">[width] σ, above 0.</param>
    public Normalisation(Nonlinearity nonlinearity, Tensor mean, Tensor deviation)
    {
        Shape.RequireVector(mean, mean.numel(), nameof(mean));
        Shape.RequireVector(deviation, mean.numel(), nameof(deviation));
        (Nonlinearity, Mean, Deviation) = (nonlinearity, mean, deviation);
    }

    public Nonlinearity Nonlinearity { get; }

    public Tensor Mean { get; }

    public Tensor Deviation { get; }

    /// <summary>Mean and standard deviation (of the rows themselves, divided by their number) of φ⁻¹(h), float64; a unit that never changes
    /// has σ = 1.</summary>
    /// <param name="latents">[rows, width] natural latents of the training sequences, at least one row.</param>
    public static Normalisation Of(Tensor latents, Nonlinearity nonlinearity)
    {
        Shape.RequireMatrix(latents, -1, -1, nameof(latents));
        if (latents.size(0) < 1)
            throw new ArgumentException("a normalisation needs at least one row of latents.", nameof(latents));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor values = Before(latents.to_type(ScalarType.Float64), nonlinearity);
        Tensor mean = values.mean([0]), centred = values - mean;
        Tensor deviation = (centred * centred).mean([0]).sqrt();
        // By their range: rounding gives the deviation of equal values another number than 0.
        Tensor constant = values.amax([0]).eq(values.amin([0]));
        deviation = where(constant, ones_like(deviation), deviation);
        return new Normalisation(nonlinearity, mean.MoveToOuterDisposeScope(), deviation.MoveToOuterDisposeScope());
    }

    /// <summary>n(h), in the type of the latents.</summary>
    /// <param name="latents">[batch, width]</param>
    public Tensor Apply(Tensor latents)
    {
        Shape.RequireMatrix(latents, -1, Mean.size(0), nameof(latents));
        using var scope = NewDisposeScope();
        return ((Before(latents, Nonlinearity) - Mean.to_type(latents.dtype)) / Deviation.to_type(latents.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>n⁻¹(x), in the type of the values.</summary>
    /// <param name="values">[batch, width]</param>
    public Tensor Undo(Tensor values)
    {
        Shape.RequireMatrix(values, -1, Mean.size(0), nameof(values));
        using var scope = NewDisposeScope();
        return After((values * Deviation.to_type(values.dtype)).add(Mean.to_type(values.dtype), HeldScalar.One)).MoveToOuterDisposeScope();
    }

    // φ⁻¹, clipped.
    private static Tensor Before(Tensor latents, Nonlinearity nonlinearity)
    {
        using var scope = NewDisposeScope();
        return (nonlinearity switch
        {
            Nonlinearity.Identity => latents.alias(),
            Nonlinearity.Tanh => latents.clamp(s_tanhLow, s_tanhHigh).atanh(),
            Nonlinearity.Sigmoid => latents.clamp(s_sigmoidLow, s_sigmoidHigh).logit(),
            _ => throw new ArgumentOutOfRangeException(nameof(nonlinearity)),
        }).MoveToOuterDisposeScope();
    }

    private Tensor After(Tensor values) => Nonlinearity switch
    {
        Nonlinearity.Identity => values.alias(),
        Nonlinearity.Tanh => values.tanh(),
        Nonlinearity.Sigmoid => values.sigmoid(),
        _ => throw new ArgumentOutOfRangeException(nameof(values)),
    };
}
