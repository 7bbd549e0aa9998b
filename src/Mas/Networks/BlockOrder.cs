namespace Mas.Networks;

/// <summary>Blocks of equal height, one above the other in one matrix or vector, such as one for each gate.</summary>
internal static class BlockOrder
{
    /// <summary>Every order of so many blocks but the usual one.</summary>
    public static IEnumerable<int[]> Others(int blocks) =>
        Permutations(blocks).Where(order => !order.SequenceEqual(Enumerable.Range(0, blocks)));

    /// <summary>The blocks of a weight in their usual order.</summary>
    /// <param name="stored">[blocks] which block stands in each place.</param>
    public static Tensor Usual(Tensor weight, int[] stored)
    {
        using var scope = NewDisposeScope();
        Tensor[] found = weight.chunk(stored.Length, 0);
        int[] places = [.. Enumerable.Range(0, stored.Length).Select(block => Array.IndexOf(stored, block))];
        return cat([.. places.Select(place => found[place])], 0).MoveToOuterDisposeScope();
    }

    private static IEnumerable<int[]> Permutations(int count)
    {
        if (count == 0)
            return [[]];
        return from shorter in Permutations(count - 1)
               from place in Enumerable.Range(0, count)
               select (int[])[.. shorter[..place], count - 1, .. shorter[place..]];
    }
}
