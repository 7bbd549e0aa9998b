namespace Mas.Networks.Transformers;

/// <summary>One row of positions that run together through a block.</summary>
/// <param name="Start">Place of its first position in the stream; the others follow.</param>
/// <param name="Length">Number of its positions.</param>
/// <param name="PrefixStart">Flat position of its sequence's first token in the recording.</param>
/// <param name="Prefix">Number of positions before its first one: their keys and values come from the recording.</param>
/// <param name="Queries">Which of its positions ask, counted from its first one; the others are only attended to.</param>
internal sealed record AttentionRow(int Start, int Length, int PrefixStart, int Prefix, int[] Queries);
