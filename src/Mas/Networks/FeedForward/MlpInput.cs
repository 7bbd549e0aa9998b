namespace Mas.Networks.FeedForward;

/// <summary>The continuous input of sequences, and the one position at which a perceptron has activity.</summary>
internal static class MlpInput
{
    /// <summary>[sequences, features] of the weights' type.</summary>
    /// <exception cref="InputException">There is none, or it has another width.</exception>
    public static Tensor Of(TokenRows sequences, MlpWeights weights) =>
        sequences.Features.Length == (long)sequences.Count * weights.Features
            ? weights.Device.From(sequences.Features, sequences.Count, weights.Features)
            : throw new InputException($"the perceptron takes {weights.Features} numbers for each sample, and the task gives "
                + $"{sequences.Features.Length} for {sequences.Count} samples; use a network that was trained on this task");

    /// <summary>[positions] the sequence that begins at each flat position.</summary>
    /// <exception cref="InputException">No sequence begins there.</exception>
    public static int[] Sequences(TokenRows rows, ReadOnlySpan<int> positions)
    {
        var sequences = new int[positions.Length];
        for (int i = 0; i < sequences.Length; i++)
        {
            // Samples of one position are of one length, as a rule.
            int likely = (int)((long)positions[i] * rows.Count / rows.Offsets[^1]);
            sequences[i] = likely < rows.Count && rows.Offsets[likely] == positions[i]
                ? likely : Array.BinarySearch(rows.Offsets, 0, rows.Count, positions[i]);
            if (sequences[i] < 0)
                throw new InputException("a perceptron has activity at the first position of a sample only, and "
                    + $"position {positions[i]} is no first one; use a task of one position");
        }
        return sequences;
    }
}
