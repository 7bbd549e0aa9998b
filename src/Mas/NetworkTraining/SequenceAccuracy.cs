using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.NetworkTraining;

/// <summary>Trial accuracy without intervention: a sequence is right where the argmax is right at all of its scored positions.</summary>
internal static class SequenceAccuracy
{
    // A small batch keeps the temporaries in the processor's caches.
    private const int Chunk = 128;

    /// <summary>Share of fresh sequences that are right; NaN where the task has none of these quantities.</summary>
    public static double Measure(
        TrainableConfig config, IReadOnlyDictionary<string, Tensor> weights, SequenceTask task, QuantityChoice quantities, int sequences,
        ulong seed)
    {
        if (quantities == QuantityChoice.HeldOut && task.Options.Quantities(quantities).Length == 0)
            return double.NaN;
        var random = new SeededRandom(seed);
        int right = 0;
        for (int done = 0; done < sequences; done += Chunk)
        {
            var batch = ScoredBatch.Draw(task, Math.Min(Chunk, sequences - done), quantities, ref random);
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            right += batch.Right(positions => config.TrainingLogits(weights, batch.Rows, positions, dropout: null)).Count(row => row);
        }
        return (double)right / sequences;
    }
}
