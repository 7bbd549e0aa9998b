using Mas.Kernels;
using Mas.Networks.Pretrained;
using Mas.Results.Records;
using Mas.Tasks.Texts;
using Mas.Tasks.Tokenisers;

namespace Mas.NetworkTraining;

/// <summary>Trains a small decoder from scratch on the texts of the training share: cross-entropy of every next token, AdamW (Loshchilov
/// and Hutter 2019).</summary>
/// <remarks>A pure function of design and files: the same bytes on any number of threads.</remarks>
internal static class DecoderTrainer
{
    /// <summary>Goes into the key of stored networks; raise it with every change that gives other bytes.</summary>
    public const int Version = 1;

    private const int MeasuredRows = 64;

    /// <param name="report">Told of the updates that are done and of the loss of the last one, on the calling thread.</param>
    /// <exception cref="InputException">A file is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainedDecoder Train(DecoderDesign design, int threads, Action<int, double> report, CancellationToken cancellation)
    {
        NativeTorch.Load();
        using Tokeniser tokeniser = design.OpenTokeniser();
        FreshDecoder fresh = design.Fresh(tokeniser.VocabularySize);
        TrainingRows shown = design.RowsOf(tokeniser, Metrics.Train);
        if (shown.Texts == 0)
            throw new InputException("no text of the file falls to the 70 of 100 that a network is trained on; give more different texts",
                design.Text.FullPath);
        var gradient = new DecoderGradient(fresh.Config, fresh.Plan);
        IReadOnlyDictionary<string, Tensor> weights = fresh.Random(Seed(design, "start"));
        try
        {
            Run(design, shown, gradient, weights, threads, report, cancellation);
            return new TrainedDecoder(fresh, weights, HeldOutLoss(design, tokeniser, gradient, weights));
        }
        catch
        {
            weights.Values.DisposeAll();
            throw;
        }
    }

    private static void Run(
        DecoderDesign design, TrainingRows shown, DecoderGradient gradient, IReadOnlyDictionary<string, Tensor> weights, int threads,
        Action<int, double> report, CancellationToken cancellation)
    {
        using var adam = new Adam([.. weights.Values]);
        for (int step = 0; step < design.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var random = new SeededRandom(Seed(design, "rows", step));
            (double loss, Tensor[] gradients) =
                gradient.At(weights, shown.Draw(DecoderDesign.Rows, ref random), DecoderDesign.Rows, threads);
            NetworkTrainer.Clip(gradients, DecoderDesign.LargestGradient);
            Shrink(weights.Values, design.RateAt(step) * DecoderDesign.Decay);
            adam.Update(step + 1, design.RateAt(step), gradients);
            gradients.DisposeAll();
            if (!double.IsFinite(loss))
                throw new InputException(Invariant($"the loss is no finite number after {step + 1} steps of training; take another seed"),
                    design.Text.FullPath);
            report(step + 1, loss);
        }
    }

    // Weight decay beside the gradient; norms are left out.
    private static void Shrink(IEnumerable<Tensor> weights, double share)
    {
        using var frozen = no_grad();
        using TorchSharp.Scalar left = 1 - share;
        foreach (Tensor matrix in weights.Where(weight => weight.dim() == 2))
            matrix.mul_(left);
    }

    // On texts that are neither trained on nor tested on.
    private static double HeldOutLoss(
        DecoderDesign design, Tokeniser tokeniser, DecoderGradient gradient, IReadOnlyDictionary<string, Tensor> weights)
    {
        TrainingRows rows = design.RowsOf(tokeniser, Metrics.Validation);
        var random = new SeededRandom(Seed(design, "held out"));
        return rows.Texts == 0 ? double.NaN : gradient.Loss(weights, rows.Draw(MeasuredRows, ref random), MeasuredRows);
    }

    private static ulong Seed(DecoderDesign design, string purpose, long number = 0) =>
        SeededRandom.Derive((ulong)design.Seed, purpose, number);
}

/// <summary>A decoder that has been trained.</summary>
/// <param name="Weights">By the names of <see cref="FreshDecoder.NameOf"/>; disposed with this.</param>
/// <param name="HeldOutLoss">Nats per token on texts that it was not trained on; NaN where there are none.</param>
internal sealed record TrainedDecoder(FreshDecoder Design, IReadOnlyDictionary<string, Tensor> Weights, double HeldOutLoss) : IDisposable
{
    public void Dispose() => Weights.Values.DisposeAll();
}
