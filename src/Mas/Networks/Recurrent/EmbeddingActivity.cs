namespace Mas.Networks.Recurrent;

/// <summary>At site <c>embedding</c>: the latents are rows of the embedding table, none of which is stored.</summary>
internal sealed class EmbeddingActivity(RecurrentNetwork network, TokenRows sequences, Tensor states)
    : RecurrentActivity(network, sequences, states)
{
    public override int Width => Network.Embedding.Width;

    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        var words = new int[positions.Length];
        for (int i = 0; i < words.Length; i++)
            words[i] = Sequences.Tokens[positions[i]];
        using Tensor index = Network.Device.Indices(words);
        return Network.Weights.Embedding.index_select(0, index);
    }

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) =>
        new EmbeddingTargets(this, Network, Sequences, rows);

    public override RunnableActivity Share() => new EmbeddingActivity(Network, Sequences, States.alias().DetachFromDisposeScope());
}
