namespace Mas.Networks;

/// <summary>What an intervention makes of a network's own latents; differentiable.</summary>
/// <param name="latents">[entries, width] the target's latents as they stand: natural, or where the network runs through intervened
/// positions, those that follow from the replacements before.</param>
/// <param name="entries">[entries] which entries they are.</param>
/// <returns>[entries, width] what they are replaced by.</returns>
public delegate Tensor Replacement(Tensor latents, int[] entries);

/// <summary>Target samples of one network, ready to be intervened on: everything that the interventions cannot change is computed.
/// <see cref="Resume"/> runs only what follows.</summary>
public abstract class PreparedTargets(TargetRows rows) : IDisposable
{
    /// <summary>What is intervened on.</summary>
    public TargetRows Rows => rows;

    /// <summary>Positions that <see cref="Resume"/> runs through the network's body, over all rows: what an intervention costs.</summary>
    public abstract int PositionsRun { get; }

    /// <summary>Resumes the network with its latents replaced, differentiably.</summary>
    /// <param name="replace">Called once for every entry, with as many at a time as the network has ready.</param>
    /// <param name="reads">What is read then.</param>
#pragma warning disable CA1716 // A keyword of another language; here it is the word for what happens.
    public abstract TargetReadings Resume(Replacement replace, TargetReads reads);
#pragma warning restore CA1716

    /// <summary>Resumes the network and compares its logits with labels in one written-out pass. Null where the network has none: then the
    /// logits of <see cref="Resume"/> are to be compared.</summary>
    /// <param name="replace">As of <see cref="Resume"/>.</param>
    /// <param name="places">Where.</param>
    /// <param name="labels">[places] the token that should be predicted.</param>
    /// <param name="shares">[places] d(total)/d(loss); null where no gradient is wanted.</param>
    internal virtual ScoredRun? Score(Replacement replace, TargetPlaces places, long[] labels, double[]? shares) => null;

    /// <summary>Logits of the network resumed from replaced latents, and the way back from them.</summary>
    /// <param name="latents">[entries, width] what every entry is replaced by.</param>
    /// <param name="places">Where.</param>
    internal virtual DifferentiableLogits Differentiate(Tensor latents, TargetPlaces places)
    {
        using var scope = NewDisposeScope();
        using var mode = enable_grad();
        Tensor leaf = latents.detach().requires_grad_(true);
        return new AutomaticLogits(leaf, Resume((_, entries) => leaf.Rows(entries), new TargetReads(places)).Logits!);
    }

    public abstract void Dispose();
}

/// <summary>How a resumed network compares with the labels at its scored positions.</summary>
/// <param name="Losses">[scored] cross-entropy.</param>
/// <param name="Predicted">[scored] the most probable token.</param>
/// <param name="Surrogate">A scalar with the gradient that Σ share ⊙ loss has with respect to whatever the replaced latents are made of;
/// its value says nothing. Null where no shares were given.</param>
internal sealed record ScoredRun(double[] Losses, long[] Predicted, Tensor? Surrogate);
