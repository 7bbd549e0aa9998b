using Mas.Networks.Recurrent;
using Mas.Tasks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Training.NetworkTraining;

/// <summary>Trial accuracy without intervention: a sequence is right where the argmax is right at all of its scored positions.</summary>
internal static class SequenceAccuracy
{
    // A small batch keeps the temporaries in the processor's caches.
    private const int Chunk = 128;

    /// <summary>Share of fresh sequences that are right; NaN where the task has none of these quantities.</summary>
    public static double Measure(GruWeights weights, SequenceTask task, QuantityChoice quantities, int sequences, ulong seed)
    {
        if (task.Options.Quantities(quantities).Length == 0)
            return double.NaN;
        var random = new SeededRandom(seed);
        int right = 0;
        for (int done = 0; done < sequences; done += Chunk)
        {
            using ScoredBatch batch = ScoredBatch.Draw(task, Math.Min(Chunk, sequences - done), quantities, ref random);
            right += Right(weights, batch);
        }
        return (double)right / sequences;
    }

    private static int Right(GruWeights weights, ScoredBatch batch)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor start = zeros(batch.Rows, weights.Width, dtype: weights.StateWeight.dtype);
        Tensor states = cat(GruPass.States(weights, GruCell.InputGates(weights), start, batch.Steps), 0);
        Tensor logits = GruPass.Head(weights, states.index_select(0, batch.Scored));
        bool[] hits = logits.argmax(1).eq(batch.Labels).data<bool>().ToArray();
        var rows = new bool[batch.Rows];
        Array.Fill(rows, true);
        for (int i = 0; i < hits.Length; i++)
            rows[batch.Owners[i]] &= hits[i];
        return rows.Count(row => row);
    }
}
