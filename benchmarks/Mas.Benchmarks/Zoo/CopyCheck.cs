namespace Mas.Benchmarks.Zoo;

/// <summary>That a copy behaves as its original is a premise that can be tested.</summary>
internal static class CopyCheck
{
    private const double Rounding = 1e-3;

    /// <summary>Largest difference of their logits over natural sequences.</summary>
    /// <exception cref="RunFailedException">It is more than rounding.</exception>
    public static double Require(OpenedNetwork original, OpenedNetwork copy, SequencePool sequences)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        double difference = (Logits(original, sequences) - Logits(copy, sequences)).abs().max().item<float>();
        return difference <= Rounding
            ? difference
            : throw new RunFailedException(string.Create(CultureInfo.InvariantCulture, $"the copy {copy.Name} gives logits that differ by {difference:g2} from those of {original.Name}, which is more than rounding"));
    }

    private static Tensor Logits(OpenedNetwork network, SequencePool sequences)
    {
        using RunnableActivity recording = network.Network.Record(sequences.Rows, network.Site);
        return recording.Logits([.. Enumerable.Range(0, sequences.Count).SelectMany(q => Enumerable.Range(sequences.Rows.Offsets[q], sequences.Length(q) - 1))]);
    }
}
