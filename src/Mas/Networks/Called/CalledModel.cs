namespace Mas.Networks.Called;

/// <summary>A model that can only be called: what it computes inside is its own. Its answers are checked before anything goes on from
/// them.</summary>
/// <remarks>Safe to use from several threads at once. It reads from left to right: an answer at a position depends on no later
/// position.</remarks>
internal abstract class CalledModel : IDisposable
{
    /// <summary>Such as <c>torchscript</c>.</summary>
    public abstract string Architecture { get; }

    /// <summary>Where its answers are, and their type.</summary>
    public abstract Device Device { get; }

    /// <summary>Number of learned numbers.</summary>
    public abstract long ParameterCount { get; }

    /// <summary>Every site, in the order in which activity passes through. One that is handed on can be read again after a
    /// replacement.</summary>
    public abstract IReadOnlyList<Site> Sites { get; }

    /// <summary>Number of its own words: the width of its logits.</summary>
    public abstract int Words { get; }

    /// <summary>Numbers of a continuous input at each position; 0 where it is fed ids.</summary>
    public virtual int Features => 0;

    /// <summary>Whether libtorch differentiates what <see cref="Resume"/> gives.</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>What the model calls one of its parts, such as <c>record_state</c>.</summary>
    public abstract string NameOf(CalledPart part, Site? site = null);

    /// <summary>What is wrong with the model, with its file.</summary>
    public abstract InputException Error(string message);

    /// <summary>Natural latents, [sites] of [batch, time, width].</summary>
    /// <exception cref="InputException">The answer has another shape or type.</exception>
    public IReadOnlyList<Tensor> Record(CalledInput input, IReadOnlyList<Site> sites) =>
        [.. CallRecord(input, sites).Zip(sites, (found, site) => Checked(found, CalledPart.Record, site, input, site.Width))];

    /// <summary>Natural logits, [batch, time, words].</summary>
    /// <exception cref="InputException">The answer has another shape or type.</exception>
    public Tensor Logits(CalledInput input) => Checked(CallLogits(input), CalledPart.Logits, null, input, Words);

    /// <summary>Logits after a replacement, [batch, time, words]; differentiable where <see cref="IsDifferentiable"/>.</summary>
    /// <exception cref="InputException">The answer has another shape or type.</exception>
    public Tensor Resume(CalledInput input, CalledSwap swap) =>
        Checked(CallResume(input, swap), CalledPart.Resume, swap.Site, input, Words);

    /// <summary>The same with a way back.</summary>
    /// <exception cref="InputException">The answer has another shape or type, or no way back.</exception>
    public virtual CalledPass Run(CalledInput input, CalledSwap swap)
    {
        using var scope = NewDisposeScope();
        using var mode = enable_grad();
        Tensor leaf = swap.Latents.detach().requires_grad_(true), logits = Resume(input, swap with { Latents = leaf });
        return logits.requires_grad ? new AutomaticPass(new AutomaticLogits(leaf, logits)) : throw Error(
            $"{NameOf(CalledPart.Resume, swap.Site)} gives logits without a gradient with respect to the latents; leave out "
            + "torch.no_grad() and detach() there, and replace latents by torch.where");
    }

    /// <summary>Latents of a site that is handed on after a replacement, [batch, time, width].</summary>
    /// <exception cref="InputException">The answer has another shape or type.</exception>
    public Tensor Follow(CalledInput input, CalledSwap swap) =>
        Checked(CallFollow(input, swap), CalledPart.Follow, swap.Site, input, swap.Site.Width);

    private protected abstract IReadOnlyList<Tensor> CallRecord(CalledInput input, IReadOnlyList<Site> sites);

    private protected abstract Tensor CallLogits(CalledInput input);

    private protected abstract Tensor CallResume(CalledInput input, CalledSwap swap);

    private protected abstract Tensor CallFollow(CalledInput input, CalledSwap swap);

    /// <summary>An answer of the wanted shape, in this device's type; the given one is owned from here on.</summary>
    private protected Tensor Checked(Tensor found, CalledPart part, Site? site, CalledInput input, long width)
    {
        long[] wanted = [input.Batch, input.Time, width];
        if (!found.shape.SequenceEqual(wanted) || !found.is_floating_point())
        {
            string shape = $"{found.dtype} [{string.Join(", ", found.shape)}]";
            found.Dispose();
            throw Error($"{NameOf(part, site)} gives {shape} for an input of [{string.Join(", ", input.Values.shape)}]; wanted are "
                + $"floating-point numbers, [{string.Join(", ", wanted)}]");
        }
        if (Device.Of(found) == Device)
            return found;
        using (found)
            return found.to(Device.Numbers, input.Values.device);
    }

    public abstract void Dispose();
}

/// <summary>What a model is called for.</summary>
internal enum CalledPart
{
    Record,
    Logits,
    Resume,
    Follow,
}
