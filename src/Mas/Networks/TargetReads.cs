namespace Mas.Networks;

/// <summary>Places at and after the last entries of target rows, row by row and rising within each.</summary>
/// <param name="Rows">[places]</param>
/// <param name="Steps">[places] positions after the row's last entry; the logits at step s predict token s of the continuation. Below 0 it
/// is a position among the entries, which a decoder can be asked at.</param>
public sealed record TargetPlaces(int[] Rows, int[] Steps)
{
    /// <summary>Number of places.</summary>
    public int Count => Rows.Length;

    /// <summary>[rows + 1] number of each row's first place.</summary>
    /// <param name="rows">Number of rows.</param>
    public int[] Offsets(int rows)
    {
        var offsets = new int[rows + 1];
        foreach (int row in Rows)
            offsets[row + 1]++;
        for (int row = 0; row < rows; row++)
            offsets[row + 1] += offsets[row];
        return offsets;
    }

    /// <summary>[places] where each stands in a stack of states.</summary>
    /// <param name="rows">The targets.</param>
    /// <param name="index">Where the state of a row stands so many positions after its first entry.</param>
    internal int[] In(TargetRows rows, Func<int, int, int> index) =>
        [.. Rows.Select((row, i) => index(row, rows.AfterFirst(row, Steps[i])))];
}

/// <summary>What a resumed network is asked for.</summary>
/// <param name="Logits">Where logits are wanted; null for nowhere. Only these positions reach the head.</param>
/// <param name="Latents">Where latents of the site are wanted, at steps from 1 on; null for nowhere.</param>
public sealed record TargetReads(TargetPlaces? Logits = null, TargetPlaces? Latents = null);

/// <summary>What a resumed network gives.</summary>
/// <param name="Logits">[places, vocab]; null where none were asked for.</param>
/// <param name="Latents">[places, width]; null where none were asked for.</param>
public sealed record TargetReadings(Tensor? Logits, Tensor? Latents)
{
    /// <summary>Hands both to the outer scope.</summary>
    internal TargetReadings MoveOut() => new(Logits?.MoveToOuterDisposeScope(), Latents?.MoveToOuterDisposeScope());
}
