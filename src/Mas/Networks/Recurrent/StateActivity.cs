namespace Mas.Networks.Recurrent;

/// <summary>At site <c>state</c>: the states are the latents.</summary>
internal sealed class StateActivity(RecurrentNetwork network, TokenRows sequences, Tensor states, int[]? kept = null)
    : RecurrentActivity(network, sequences, states, kept)
{
    private readonly int[]? _kept = kept;

    public override int Width => Network.Weights.Width;

    public override Tensor Latents(ReadOnlySpan<int> positions) => At(positions);

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) => WrittenOutTargets.Fit(Network, rows)
        ? new WrittenOutTargets(Network, At(rows.First), Sequences, rows)
        : new StateTargets(Network, At(rows.First), Sequences, rows);

    public override RunnableActivity Share() => new StateActivity(Network, Sequences, States.alias().DetachFromDisposeScope(), _kept);

    public override RunnableActivity Only(int[] positions) =>
        new StateActivity(Network, Sequences, At(positions).DetachFromDisposeScope(), positions);
}
