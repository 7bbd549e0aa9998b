namespace Mas.Networks.Recurrent;

/// <summary>The recurrence of a network on row vectors. Its state holds one or more vectors of the hidden width; the head reads the
/// first.</summary>
internal abstract class RecurrentCell
{
    public abstract string Name { get; }

    /// <summary>The bias of each gate with which a unit that nothing reads follows what the new gate is fed; empty where there are
    /// none.</summary>
    public virtual IReadOnlyList<float> IdleBiases => [];

    public virtual bool HasWrittenOutGradient => false;

    /// <summary>Gates; the cell's weights have one row for each gate and unit, gate by gate.</summary>
    public abstract int Gates { get; }

    /// <summary>Vectors of the hidden width in a state.</summary>
    public abstract int Vectors { get; }

    /// <summary>The next state, [batch, state width].</summary>
    /// <param name="inputGates">[batch, gates · hidden] of <see cref="InputGates"/>.</param>
    /// <param name="state">[batch, state width]</param>
    public abstract Tensor Step(Tensor inputGates, Tensor state, RecurrentWeights weights);

    /// <summary>What inputs add to the gates: W_i x + b_i, [batch, gates · hidden].</summary>
    public static Tensor InputGates(Tensor inputs, RecurrentWeights weights) =>
        nn.functional.linear(inputs, weights.InputWeight, weights.InputBias);

    /// <summary>What the head reads of states, [batch, hidden].</summary>
    public Tensor Hidden(Tensor states) => Vectors == 1 ? states : states.narrow(1, 0, states.size(1) / Vectors);
}
