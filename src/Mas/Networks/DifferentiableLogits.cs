namespace Mas.Networks;

/// <summary>Logits that a network gives for replaced latents, and how a gradient goes back through it, as often as is asked.</summary>
internal abstract class DifferentiableLogits : IDisposable
{
    /// <summary>[places, vocab], without a gradient of their own.</summary>
    public abstract Tensor Logits { get; }

    /// <summary>The gradient of a scalar with respect to the latents, [entries, width].</summary>
    /// <param name="gradient">[places, vocab] that with respect to the logits.</param>
    public abstract Tensor Back(Tensor gradient);

    public abstract void Dispose();
}

/// <summary>By automatic differentiation.</summary>
internal sealed class AutomaticLogits : DifferentiableLogits
{
    private readonly Tensor _latents, _logits;

    /// <param name="latents">A leaf; owned from here on.</param>
    /// <param name="logits">What was made of it; owned from here on.</param>
    public AutomaticLogits(Tensor latents, Tensor logits)
    {
        (_latents, _logits) = (latents.DetachFromDisposeScope(), logits.DetachFromDisposeScope());
        Logits = logits.detach().DetachFromDisposeScope();
    }

    public override Tensor Logits { get; }

    public override Tensor Back(Tensor gradient)
    {
        _logits.backward([gradient], retain_graph: true);
        Tensor? found = _latents.grad;
        _latents.grad = null;
        return found ?? zeros_like(_latents);
    }

    public override void Dispose()
    {
        Logits.Dispose();
        _logits.Dispose();
        _latents.Dispose();
    }
}
