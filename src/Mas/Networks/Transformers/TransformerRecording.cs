using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Transformers;

/// <summary>
/// Natural activity of a transformer over a pool: the stream at one site, the keys and values of every block, with which later
/// positions go on, and the logits.
/// </summary>
internal sealed class TransformerRecording : Recording
{
    private readonly TransformerNetwork _network;
    private readonly TokenRows _sequences;
    private readonly Tensor _latents; // [tokens, width]
    private readonly Tensor _logits;  // [tokens, vocab]
    private readonly Tensor[] _keysAndValues; // by block, [tokens, 2 width]

    /// <param name="network">What runs.</param>
    /// <param name="sequences">The pool.</param>
    /// <param name="block">The site is what enters this block, or what leaves the last one.</param>
    public TransformerRecording(TransformerNetwork network, TokenRows sequences, int block)
    {
        _network = network;
        _sequences = sequences;
        Block = block;
        Tensor New(long width) => network.Device.Empty(sequences.Tokens.Length, width).DetachFromDisposeScope();
        _latents = New(Width);
        _logits = New(network.Weights.Embedding.size(0));
        _keysAndValues = [.. network.Weights.Blocks.Select(_ => New(2L * Width))];
    }

    /// <inheritdoc/>
    public override int Width => _network.Weights.Width;

    /// <summary>The block that the site's stream enters.</summary>
    public int Block { get; }

    /// <summary>The network that has run.</summary>
    public TransformerWeights Weights => _network.Weights;

    /// <summary>Of every block, [tokens, 2 width].</summary>
    public IReadOnlyList<Tensor> KeysAndValues => _keysAndValues;

    /// <summary>Runs sequences of the pool and keeps their activity.</summary>
    public void Run(int firstSequence, int endSequence)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        int start = _sequences.Offsets[firstSequence], count = _sequences.Offsets[endSequence] - start;
        using var pass = new TransformerPass(Weights, [.. Enumerable.Range(firstSequence, endSequence - firstSequence).Select(row => new AttentionRow(
            _sequences.Offsets[row] - start, _sequences.Length(row), 0, 0, [.. Enumerable.Range(0, _sequences.Length(row))]))]);
        void Keep(Tensor all, Tensor part) => all.narrow(0, start, count).copy_(part);
        Tensor stream = Weights.Embedding.index_select(0, Weights.Device.Indices(_sequences.Tokens.AsSpan(start, count)));
        Tensor end = pass.Run(stream, 0, Weights.Blocks.Count, recorded: null, (block, entering, keysAndValues) =>
        {
            Keep(_keysAndValues[block], keysAndValues);
            if (block == Block)
                Keep(_latents, entering);
        });
        if (Block == Weights.Blocks.Count)
            Keep(_latents, end);
        Keep(_logits, Weights.Logits(end));
    }

    /// <summary>Sequence of the pool that a flat position belongs to.</summary>
    public int SequenceOf(int position)
    {
        int found = Array.BinarySearch(_sequences.Offsets, position);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Flat position of a sequence's first token.</summary>
    public int StartOf(int sequence) => _sequences.Offsets[sequence];

    /// <inheritdoc/>
    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        using Tensor index = Weights.Device.Indices(positions);
        return _latents.index_select(0, index);
    }

    /// <inheritdoc/>
    public override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using Tensor index = Weights.Device.Indices(positions);
        return _logits.index_select(0, index);
    }

    /// <inheritdoc/>
    public override PreparedTargets Prepare(TargetRows rows) => new TransformerTargets(this, rows);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _latents.Dispose();
        _logits.Dispose();
        foreach (Tensor tensor in _keysAndValues)
            tensor.Dispose();
    }
}
