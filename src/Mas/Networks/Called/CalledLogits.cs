namespace Mas.Networks.Called;

/// <summary>Logits of a block, in the task's order of words, and the way back to the block's latents.</summary>
internal sealed class CalledLogits : DifferentiableLogits
{
    private readonly CalledPass _pass;
    private readonly AutomaticLogits _read; // from the model's answer

    /// <param name="latents">[entries, width] of all blocks, without a gradient of their own.</param>
    public CalledLogits(CalledActivity activity, CalledBlock block, Tensor latents)
    {
        using var scope = NewDisposeScope();
        using (no_grad())
            _pass = activity.Model.Run(block.Input, block.Swap(activity.Site, latents));
        using var mode = enable_grad();
        Tensor leaf = _pass.Logits.detach().requires_grad_(true);
        _read = new AutomaticLogits(leaf, activity.Words.InOrder(block.Read(leaf)));
    }

    public override Tensor Logits => _read.Logits;

    /// <returns>[batch, time, width] of the block.</returns>
    public override Tensor Back(Tensor gradient)
    {
        using Tensor own = _read.Back(gradient);
        return _pass.Back(own);
    }

    public override void Dispose()
    {
        _read.Dispose();
        _pass.Dispose();
    }
}

/// <summary>Logits of several blocks.</summary>
/// <param name="blocks">Stay their owner's.</param>
/// <param name="runs">[blocks] owned from here on.</param>
/// <param name="logits">[places, vocab] of all of them; owned from here on.</param>
/// <param name="shape">[entries, width]</param>
internal sealed class JoinedLogits(CalledBlock[] blocks, CalledLogits[] runs, Tensor logits, long[] shape) : DifferentiableLogits
{
    public override Tensor Logits { get; } = logits.DetachFromDisposeScope();

    public override Tensor Back(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        Tensor all = Device.Of(gradient).Zeros(shape);
        foreach ((CalledBlock block, CalledLogits run) in blocks.Zip(runs))
            block.CopyTo(run.Back(block.Own(gradient)), all);
        return all.MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        Logits.Dispose();
        foreach (CalledLogits run in runs)
            run.Dispose();
    }
}
