using Mas.Causal;

namespace Mas.Tasks;

/// <summary>A task whose samples are token sequences, together with the causal model that is asked about.</summary>
/// <remarks>Immutable: may be used from several threads.</remarks>
public abstract class SequenceTask : SequenceSource
{
    public sealed override string Identity => Invariant(
        $"{DataKey}/{Options.Causal}/{Options.SmallestQuantity}-{Options.LargestQuantity}/{string.Join(',', Options.HeldOut)}")
        + (Options.Eligible is { } roles ? $"/{string.Join(',', roles)}" : "");

    /// <summary>What messages call it.</summary>
    internal virtual string Called => $"the task {Name}";

    /// <summary>What was set about the task; a task without quantities holds none out.</summary>
    public abstract TaskOptions Options { get; }

    /// <summary>The swappable variables of the causal model; <c>full</c> means all of them.</summary>
    public abstract IReadOnlyList<CausalVariable> Variables { get; }

    /// <summary>Whether an intervention overwrites a random non-empty subset of the listed variables at once, each from a sample of its
    /// own.</summary>
    public virtual bool JointVariables => false;

    /// <summary>Whether an intervention overwrites one variable alone and changes what is due at once and nothing after it; then
    /// <c>full</c> is not offered.</summary>
    internal virtual bool OverwritesOne => false;

    /// <summary>Whether half of the interventions must change the label.</summary>
    public virtual bool BalancesLabels => false;

    internal override SequenceTask Of(string split) => this;

    /// <summary>Draws a natural sequence, from <c>B</c> to <c>E</c>; its quantity is uniform over <paramref name="quantities"/>.</summary>
    /// <param name="random">Draws the sequence.</param>
    /// <param name="quantities">Which quantities.</param>
    /// <param name="features">[<see cref="SequenceSource.FeatureWidth"/>] takes the continuous input.</param>
    public abstract int[] Sample(ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All, Span<float> features = default);

    public sealed override int[] Draw(ref SeededRandom random, Span<float> features) => Sample(ref random, QuantityChoice.All, features);

    /// <summary>Draws so many natural sequences, one after the other, with their continuous inputs.</summary>
    internal TokenRows Rows(int count, QuantityChoice quantities, ref SeededRandom random)
    {
        var sequences = new int[count][];
        var features = new float[count * FeatureWidth];
        for (int i = 0; i < count; i++)
            sequences[i] = Sample(ref random, quantities, features.AsSpan(i * FeatureWidth, FeatureWidth));
        return TokenRows.From(sequences) with { Features = features, Stimuli = Stimuli };
    }

    /// <summary>Replays a natural sequence exactly.</summary>
    /// <exception cref="Results.Files.InputException">The sequence is not one of this task.</exception>
    public abstract override TaskTrace Trace(TaskSequence sequence);

    /// <summary>Whether what follows an intervention can be gone through again, by <see cref="Replay"/>: the causal model runs token by
    /// token.</summary>
    public virtual bool CanReplay => false;

    /// <summary>Goes through a target, an intervention and its continuation again, to say what the variables are on the way and where they
    /// may be read.</summary>
    /// <param name="target">As of <see cref="Counterfactual"/>, and so are <paramref name="position"/> and
    /// <paramref name="values"/>.</param>
    /// <param name="position">Index of the token after which the variables are overwritten.</param>
    /// <param name="values">What is written.</param>
    /// <param name="continuation">Tokens that <see cref="Counterfactual"/> has given.</param>
    /// <returns>The trace of the target's tokens up to the position and the continuation.</returns>
    /// <exception cref="NotSupportedException">The task is none that <see cref="CanReplay"/>.</exception>
    public virtual TaskTrace Replay(TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ReadOnlySpan<int> continuation) =>
        throw new NotSupportedException($"The task {Name} has no causal model that runs token by token.");

    /// <summary>Lets the causal model consume the target up to <paramref name="position"/>, overwrites variables, and lets it run to the
    /// end. One that carries nothing goes on as the target does, and says by <see cref="Continuation.Labels"/> what is due at
    /// once.</summary>
    /// <param name="target">A natural sequence, whose quantity N stays.</param>
    /// <param name="position">Index of the token after which the variables are overwritten.</param>
    /// <param name="values">What is written; nothing gives a natural continuation.</param>
    /// <param name="random">Draws the tokens that the causal model leaves free.</param>
    /// <returns>Null where the intervention is not admissible and must be drawn again.</returns>
    public abstract Continuation? Counterfactual(
        TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random);
}
