namespace Mas.Networks;

/// <summary>Square matrices and square blocks of gates that may have been stored transposed: their shapes do not tell.</summary>
internal static class TransposedWeights
{
    private const int MostBlocks = 4;

    /// <summary>Each by itself, then the blocks of one matrix together, then all square matrices.</summary>
    /// <param name="shown">The name that the user knows a tensor by.</param>
    public static IEnumerable<ExportMistake> Of(NetworkConfig config, Func<string, string> shown)
    {
        string[] square = [.. config.Shapes.Where(pair => Blocks(pair.Value) == 1).Select(pair => pair.Key)];
        foreach (string name in square)
            yield return Whole(config, [name], shown(name), "is");
        foreach ((string name, long[] shape) in config.Shapes.Where(pair => Blocks(pair.Value) > 1))
        {
            int blocks = Blocks(shape);
            yield return Mistake(config, name, blocks, [.. Enumerable.Range(0, blocks)], $"each block of {shown(name)}");
            for (int block = 0; block < blocks; block++)
                yield return Mistake(config, name, blocks, [block], Invariant($"block {block + 1} of {blocks} of {shown(name)}"));
        }
        if (square.Length > 1)
            yield return Whole(config, square, $"all square matrices ({string.Join(", ", square.Select(shown))})", "are");
    }

    private static int Blocks(long[] shape) => shape is [long rows, > 1 and long columns]
        && rows % columns == 0 && rows / columns <= MostBlocks ? (int)(rows / columns) : 0;

    private static ExportMistake Whole(NetworkConfig config, string[] names, string called, string verb) => ExportMistake.OfWeights(
        $"{called} {verb} transposed", $"store the transpose of {called}", config, names, weight => weight.t().contiguous());

    private static ExportMistake Mistake(NetworkConfig config, string name, int blocks, int[] turned, string called) =>
        ExportMistake.OfWeights($"{called} is transposed", $"store the transpose of {called}", config, [name],
            weight => Turned(weight, blocks, turned));

    private static Tensor Turned(Tensor weight, int blocks, int[] turned)
    {
        using var scope = NewDisposeScope();
        return cat([.. weight.chunk(blocks, 0).Select((block, k) => turned.Contains(k) ? block.t() : block)], 0).MoveToOuterDisposeScope();
    }
}
