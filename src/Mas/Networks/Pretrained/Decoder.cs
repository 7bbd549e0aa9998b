namespace Mas.Networks.Pretrained;

/// <summary>A pretrained decoder, frozen. Its residual stream is read and replaced between blocks: the stream k is what enters block k, and
/// the last one leaves the last block, before the final norm. Gradients flow through the stream where they are switched on, never to
/// weights. Safe to use from several threads.</summary>
internal sealed class Decoder : IDisposable
{
    private readonly DecoderBlock[] _blocks;
    private readonly Device _stream; // place and type of the stream, which is float32 whatever products are computed in

    /// <param name="weights">They go to the decoder.</param>
    public Decoder(DecoderConfig config, DecoderWeights weights)
    {
        (Config, Weights) = (config, weights);
        _blocks = [.. weights.Blocks.Select(maps => new DecoderBlock(config, maps))];
        _stream = Device.In(ScalarType.Float32);
    }

    public DecoderConfig Config { get; }

    /// <summary>What it holds, alone or with others.</summary>
    public DecoderWeights Weights { get; }

    /// <summary>Where it is, and the type that products are computed in.</summary>
    public Device Device => Device.Of(Weights.Embedding);

    /// <summary>Learned numbers, those of an adapter among them.</summary>
    public long Parameters => Weights.Parameters;

    /// <summary>The stream that enters block 0.</summary>
    /// <param name="ids">[rows · time] row by row.</param>
    /// <param name="first">Position of each row's first token.</param>
    /// <returns>[rows, time, width]</returns>
    public Tensor Embed(ReadOnlySpan<int> ids, int rows, int first = 0)
    {
        int time = ids.Length / rows;
        if (ids.Length != rows * time || ids.ContainsAnyExceptInRange(0, Config.Vocabulary - 1))
            throw new ArgumentException(
                $"{ids.Length} ids for {rows} rows; wanted are as many for each row, from 0 to {Config.Vocabulary - 1}.", nameof(ids));
        using var scope = NewDisposeScope();
        Tensor stream = Weights.Embedding.index_select(0, _stream.Indices(ids)).to(ScalarType.Float32).view(rows, time, Config.Width);
        if (Weights.Positions is Tensor positions)
        {
            if (first + time > Config.Context)
                throw new ArgumentException($"position {first + time} is beyond the {Config.Context} that the network has.", nameof(ids));
            stream = stream.add(positions.narrow(0, first, time), HeldScalar.One);
        }
        return stream.MoveToOuterDisposeScope();
    }

    /// <summary>Runs some of the blocks.</summary>
    /// <param name="stream">[rows, time, width] what enters block <paramref name="from"/>.</param>
    /// <param name="to">The block before which it ends; the number of layers for all.</param>
    /// <param name="cache">Keys and values of earlier positions, to which those of these are added; null where every row begins with its
    /// first position.</param>
    /// <param name="entering">Told of the stream that enters each block from the first one on, and of what comes out in the end; to be
    /// copied where it is kept.</param>
    /// <returns>[rows, time, width] what enters block <paramref name="to"/>.</returns>
    public Tensor Blocks(Tensor stream, int from, int to, KeyValueCache? cache = null, Action<int, Tensor>? entering = null)
    {
        if (stream.dim() != 3 || stream.size(2) != Config.Width || from < 0 || to < from || to > Config.Layers)
            throw new ArgumentException($"a stream of shape [{string.Join(", ", stream.shape)}] cannot run from block {from} to {to} of "
                + $"{Config.Layers} of width {Config.Width}.", nameof(stream));
        using var pass = new DecoderPass(Config, (int)stream.size(0), from < to ? cache?.Time(from) ?? 0 : 0, (int)stream.size(1), _stream);
        Tensor at = stream;
        for (int block = from; block < to; block++)
        {
            entering?.Invoke(block, at);
            Tensor next = _blocks[block].Run(at, pass, cache is null ? null : (cache, block));
            if (block > from)
                at.Dispose();
            at = next;
        }
        entering?.Invoke(to, at);
        return from == to ? at.alias() : at;
    }

    /// <summary>What the head reads.</summary>
    /// <param name="stream">[n, width] what leaves the last block.</param>
    public Tensor Normed(Tensor stream) => Weights.FinalNorm.Apply(stream);

    /// <summary>Logits of all words, [n, vocabulary].</summary>
    /// <param name="normed">[n, width] as <see cref="Normed"/> gives it.</param>
    public Tensor Logits(Tensor normed) => Weights.Head.Apply(normed);

    /// <summary>Logits of some words, [n, count]: of a large vocabulary the whole is never needed at once.</summary>
    /// <param name="first">The first of them.</param>
    public Tensor Logits(Tensor normed, int first, int count) => Weights.Head.Apply(normed, first, count);

    /// <summary>Logits of what leaves the last block, [n, vocabulary].</summary>
    /// <param name="stream">[n, width]</param>
    public Tensor Head(Tensor stream)
    {
        using Tensor normed = Normed(stream);
        return Logits(normed);
    }

    /// <summary>An empty cache for all blocks.</summary>
    /// <param name="length">Positions that there will be at most.</param>
    public KeyValueCache NewCache(int rows, int length) => new(Config, rows, length, _stream);

    public void Dispose() => Weights.Dispose();
}
