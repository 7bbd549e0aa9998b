namespace Mas.Networks;

/// <summary>Natural activity of a network that can be run: it gives logits, and the network can go on from replaced latents.</summary>
public abstract class RunnableActivity : Activity
{
    /// <summary>Runs what is below the site over the tokens that are fed after the last entry of each row, one row behind the other, [fed,
    /// width]. Null where nothing is below the site, and nothing is worth keeping.</summary>
    public virtual Func<TargetRows, Tensor>? Continuations => null;

    /// <summary>Logits at these flat positions when nothing is intervened on, [positions, vocab]. They are made when they are asked
    /// for.</summary>
    public abstract Tensor Logits(ReadOnlySpan<int> positions);

    /// <summary>Prepares targets: everything that interventions cannot change is taken from this activity.</summary>
    /// <param name="rows">What will be intervened on.</param>
    /// <param name="continuations">What <see cref="Continuations"/> gives for them, where it is known; null runs it.</param>
    public abstract PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null);

    /// <summary>The same activity once more, in the same memory, with an end of its own.</summary>
    public abstract RunnableActivity Share();

    /// <summary>Activity that is read and prepared at these positions only, with no more memory than that takes.</summary>
    /// <param name="positions">Flat positions, ascending.</param>
    public virtual RunnableActivity Only(int[] positions) => Share();
}
