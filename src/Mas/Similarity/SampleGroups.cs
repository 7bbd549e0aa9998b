namespace Mas.Similarity;

/// <summary>Which samples belong together, such as the positions of one sequence. Whole groups are resampled, permuted or held out, never
/// single samples: neighbours in a sequence are alike, so that single ones would count as more evidence than they are.</summary>
internal sealed class SampleGroups
{
    private readonly int[][] _rows; // by group, in order of first appearance

    /// <param name="ids">[samples] a number for the group of each.</param>
    public SampleGroups(IReadOnlyList<int> ids)
    {
        Samples = ids.Count;
        _rows = [.. Enumerable.Range(0, ids.Count).GroupBy(row => ids[row]).Select(group => group.ToArray())];
    }

    public int Samples { get; }

    public int Count => _rows.Length;

    /// <summary>[samples] the sample that stands at each place once the groups are laid end to end in random order. Groups of one length
    /// are exchanged place by place; others shift against one another, and each still stands whole.</summary>
    /// <exception cref="InputException">There is only one group.</exception>
    public int[] Permuted(ulong seed)
    {
        if (Count < 2)
            throw new InputException("a permutation null exchanges whole sequences, and there is only one");
        int[] places = [.. _rows.SelectMany(rows => rows)], shuffled = [.. Shuffled(seed).SelectMany(group => _rows[group])];
        var order = new int[Samples];
        for (int i = 0; i < order.Length; i++)
            order[places[i]] = shuffled[i];
        return order;
    }

    /// <summary>The samples of as many groups as there are, drawn with replacement.</summary>
    public int[] Resampled(ulong seed)
    {
        var random = new SeededRandom(seed);
        var rows = new List<int>(Samples);
        for (int i = 0; i < Count; i++)
            rows.AddRange(_rows[random.Next(Count)]);
        return [.. rows];
    }

    /// <summary>[samples] the fold of each, 0 … folds − 1, of nearly equal numbers of groups.</summary>
    /// <exception cref="InputException">There are fewer groups than folds.</exception>
    public int[] Folds(int folds, ulong seed)
    {
        if (folds < 2 || folds > Count)
            throw new InputException($"{folds} folds of {Count} sequence{(Count == 1 ? "" : "s")} are not possible; "
                + "ask for at least 2 folds, each with a sequence");
        int[] shuffled = Shuffled(seed);
        var assigned = new int[Samples];
        for (int i = 0; i < shuffled.Length; i++)
            foreach (int row in _rows[shuffled[i]])
                assigned[row] = i % folds;
        return assigned;
    }

    private int[] Shuffled(ulong seed)
    {
        int[] groups = [.. Enumerable.Range(0, Count)];
        new SeededRandom(seed).Shuffle<int>(groups);
        return groups;
    }
}
