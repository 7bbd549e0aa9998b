using Mas.Networks.Pretrained;
using static TorchSharp.torch;

namespace Mas.Oracles.Networks;

/// <summary>What a decoder says greedily, token by token with keys and values kept: the plain loop.</summary>
internal static class GreedyLoop
{
    /// <summary>[rows · length] row by row, what was given first.</summary>
    /// <param name="ids">[rows · context]</param>
    public static int[] Of(Decoder decoder, int[] ids, int rows, int length)
    {
        using var frozen = no_grad();
        List<int>[] said = [.. ids.Chunk(ids.Length / rows).Select(row => row.ToList())];
        using KeyValueCache cache = decoder.NewCache(rows, length);
        for (int[] next = ids; said[0].Count < length; next = [.. said.Select(row => row[^1])])
        {
            Tensor stream = decoder.Blocks(decoder.Embed(next, rows, cache.Time(0)), 0, decoder.Config.Layers, cache);
            long[] best = decoder.Head(stream.select(1, -1)).argmax(1).data<long>().ToArray();
            for (int row = 0; row < rows; row++)
                said[row].Add((int)best[row]);
        }
        return [.. said.SelectMany(row => row)];
    }
}
