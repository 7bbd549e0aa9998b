namespace Mas.Networks.Called;

/// <summary>A model's run with replaced latents, and how a gradient goes back through it, as often as is asked.</summary>
internal abstract class CalledPass : IDisposable
{
    /// <summary>[batch, time, words] as the model gives them, without a gradient of their own.</summary>
    public abstract Tensor Logits { get; }

    /// <summary>The gradient of a scalar with respect to the replaced latents, [batch, time, width]; what stands where nothing was replaced
    /// is not read.</summary>
    /// <param name="gradient">[batch, time, words] that with respect to the logits.</param>
    public abstract Tensor Back(Tensor gradient);

    public abstract void Dispose();
}

/// <summary>Of a model that libtorch differentiates.</summary>
/// <param name="logits">Owned from here on.</param>
internal sealed class AutomaticPass(AutomaticLogits logits) : CalledPass
{
    public override Tensor Logits => logits.Logits;

    public override Tensor Back(Tensor gradient) => logits.Back(gradient);

    public override void Dispose() => logits.Dispose();
}
