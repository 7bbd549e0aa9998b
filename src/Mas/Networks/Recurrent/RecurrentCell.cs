namespace Mas.Networks.Recurrent;

/// <summary>The recurrence of one layer on row vectors. Its state holds one or more vectors of the hidden width; the head reads the
/// first.</summary>
internal abstract class RecurrentCell
{
    public abstract string Name { get; }

    /// <summary>The bias of each gate with which a unit that nothing reads follows what the new gate is fed; empty where there are
    /// none.</summary>
    public virtual IReadOnlyList<float> IdleBiases => [];

    /// <summary>Which gate that is.</summary>
    public virtual int NewGate => 2;

    public virtual bool HasWrittenOutGradient => false;

    /// <summary>The cell's weights have one row for each gate and unit, gate by gate.</summary>
    public abstract IReadOnlyList<string> GateNames { get; }

    public int Gates => GateNames.Count;

    /// <summary>Orders in which other programs store the gates.</summary>
    public virtual IReadOnlyList<KnownOrder> KnownOrders => [];

    /// <summary>Vectors of the hidden width in a state.</summary>
    public abstract int Vectors { get; }

    /// <summary>The next state, [batch, state width].</summary>
    /// <param name="inputGates">[batch, gates · hidden] of <see cref="RecurrentLayer.InputGates"/>.</param>
    /// <param name="state">[batch, state width]</param>
    public abstract Tensor Step(Tensor inputGates, Tensor state, RecurrentLayer layer);

    /// <summary>What a layer above or the head reads of one layer's states, [batch, hidden].</summary>
    public Tensor Hidden(Tensor states) => Vectors == 1 ? states : states.narrow(1, 0, states.size(1) / Vectors);
}
