using Mas.Networks;
using Mas.Networks.Pretrained;

namespace Mas.Language;

/// <summary>How a language model reads texts and goes on: greedily, in batches of rows of one length, with keys and values kept.</summary>
/// <param name="length">Tokens that each text has with its continuation.</param>
internal sealed class TextReading(DecoderNetwork network, int length)
{
    /// <summary>Texts of a batch, and logits that are there at once: they bound memory, not results.</summary>
    public const int RowsAtOnce = 64;

    /// <inheritdoc cref="RowsAtOnce"/>
    public const long LogitsAtOnce = 1 << 24;

    private Decoder Decoder => network.Decoder;

    /// <summary>Its pools at some sites, all over the same rows.</summary>
    /// <param name="contexts">[texts][context]</param>
    /// <param name="read">Told how many texts have been read.</param>
    public TextPool[] Read(IReadOnlyList<int[]> contexts, IReadOnlyList<Site> sites, Action<int> read, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int[] blocks = [.. sites.Select(network.BlockOf)];
        int texts = contexts.Count, width = Decoder.Config.Width;
        var tokens = new int[texts * length];
        var predicted = new int[texts * length];
        var margins = new float[texts * length];
        Tensor[] latents = [.. blocks.Select(_ => network.Device.Empty(texts, length, width))];
        for (int first = 0; first < texts; first += RowsAtOnce)
        {
            stop.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            int[][] rows = [.. contexts.Skip(first).Take(RowsAtOnce)];
            using KeyValueCache cache = Decoder.NewCache(rows.Length, length);
            int[] next = [.. rows.SelectMany(row => row)];
            for (int at = 0, time = rows[0].Length; at < length; at += time, time = 1)
            {
                using var step = NewDisposeScope();
                for (int i = 0; i < next.Length; i++)
                    tokens[(first + i / time) * length + at + i % time] = next[i];
                Tensor end = Decoder.Blocks(Decoder.Embed(next, rows.Length, at), 0, Decoder.Config.Layers, cache, (block, stream) =>
                {
                    foreach ((int site, int own) in blocks.Index().Where(one => one.Item == block))
                        latents[site].narrow(0, first, rows.Length).narrow(1, at, time).copy_(stream);
                });
                Predict(end.reshape(-1, width), (place, best, margin) =>
                {
                    int position = (first + place / time) * length + at + place % time;
                    (predicted[position], margins[position]) = (best, margin);
                });
                next = [.. Enumerable.Range(first, rows.Length).Select(text => predicted[text * length + at + time - 1])];
            }
            read(first + rows.Length);
        }
        var own = new TokenRows(tokens, [.. Enumerable.Range(0, texts + 1).Select(text => text * length)]);
        return [.. latents.Select((found, site) => Pool(own, predicted, margins, blocks[site], found))];
    }

    private TextPool Pool(TokenRows rows, int[] predicted, float[] margins, int block, Tensor latents)
    {
        Tensor flat = latents.view(-1, Decoder.Config.Width).DetachFromDisposeScope();
        return new(rows, predicted, margins, new DecoderActivity(Decoder, block, rows, positions => flat.Rows(positions.ToArray()), flat));
    }

    // The best word at each place, and its margin over the second.
    private void Predict(Tensor ends, Action<int, int, float> found)
    {
        int most = (int)Math.Max(1, LogitsAtOnce / Decoder.Config.Vocabulary), count = (int)ends.size(0);
        for (int first = 0; first < count; first += most)
        {
            using var scope = NewDisposeScope();
            int own = Math.Min(most, count - first);
            (Tensor values, Tensor words) = Decoder.Head(ends.narrow(0, first, own)).topk(2, 1);
            float[] logits = values.to_type(ScalarType.Float32).contiguous().ToArray<float>();
            long[] best = words.contiguous().ToArray<long>();
            for (int i = 0; i < own; i++)
                found(first + i, (int)best[2 * i], logits[2 * i] - logits[2 * i + 1]);
        }
    }
}
