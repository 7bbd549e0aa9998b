using Mas.Kernels;
using Mas.Networks.Formats;
using Mas.Results.Records;
using Mas.Tasks;
using TorchSharp;

namespace Mas.NetworkTraining;

/// <summary>Trains a network from scratch on fresh sequences of the task's trained quantities: mean cross-entropy of the task tokens, Adam.
/// It ends when every sequence of a fresh set is right, or at the step limit. Recorded sequences are of the training share, those of the
/// fresh set of the validation share.</summary>
/// <remarks>A pure function of task and options: the same bytes on any number of threads, several trainings side by side
/// included.</remarks>
internal static class NetworkTrainer
{
    /// <summary>Goes into the key of stored networks; raise it with every change that gives other bytes.</summary>
    internal const int Version = 2;

    private const int MeasuredOn = 1024;

    /// <summary>Trains a network; one that does not get there is returned all the same, with its accuracy.</summary>
    /// <param name="report">Called after every update, on the calling thread.</param>
    /// <param name="cancellation">Checked before every update.</param>
    /// <exception cref="InputException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainedNetwork Train(
        SequenceTask task, NetworkTrainingOptions options, int threads = 1, Action<NetworkTrainingProgress>? report = null,
        CancellationToken cancellation = default)
    {
        if (options.Errors() is { Count: > 0 } errors)
            throw new InputException(errors);
        NativeTorch.Load();
        TrainableConfig config = options.ConfigFor(task);
        var weights = new SortedDictionary<string, Tensor>(config.Random(Seed(options, "start")).ToDictionary(), StringComparer.Ordinal);
        try
        {
            (int steps, bool reached) = Run(task, options, config, weights, threads, report, cancellation);
            SequenceTask fresh = task.Of(Metrics.Validation);
            return new TrainedNetwork(config, weights, steps, reached,
                SequenceAccuracy.Measure(config, weights, fresh, QuantityChoice.Trained, MeasuredOn, Seed(options, "trained accuracy")),
                SequenceAccuracy.Measure(config, weights, fresh, QuantityChoice.HeldOut, MeasuredOn, Seed(options, "held-out accuracy")));
        }
        catch
        {
            weights.Values.DisposeAll();
            throw;
        }
    }

    private static (int Steps, bool Reached) Run(
        SequenceTask task, NetworkTrainingOptions options, TrainableConfig config, SortedDictionary<string, Tensor> weights, int threads,
        Action<NetworkTrainingProgress>? report, CancellationToken cancellation)
    {
        using var adam = new Adam([.. weights.Values]);
        var gradient = new NetworkGradient(config, threads);
        SequenceTask shown = task.Of(Metrics.Train), fresh = task.Of(Metrics.Validation);
        double Accuracy(int sequences, string purpose, int step) =>
            SequenceAccuracy.Measure(config, weights, fresh, QuantityChoice.Trained, sequences, Seed(options, purpose, step));
        double accuracy = double.NaN;
        for (int step = 0; step < options.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            double loss = Update(shown, options, config, weights, gradient, adam, step);
            bool check = (step + 1 >= options.LeastSteps && (step + 1) % options.CheckEvery == 0) || step + 1 == options.Steps;
            if (check)
                accuracy = Accuracy(options.Batch, "check", step);
            report?.Invoke(new NetworkTrainingProgress(step + 1, options.Steps, loss, accuracy));
            if (check && accuracy == 1 && Accuracy(options.AcceptedOn, "accept", step) == 1)
                return (step + 1, true);
        }
        return (options.Steps, false);
    }

    private static double Update(
        SequenceTask task, NetworkTrainingOptions options, TrainableConfig config, SortedDictionary<string, Tensor> weights,
        NetworkGradient gradient, Adam adam, int step)
    {
        using var scope = NewDisposeScope();
        var random = new SeededRandom(Seed(options, "sequences", step));
        var batch = ScoredBatch.Draw(task, options.Batch, QuantityChoice.Trained, ref random);
        int units = config.DropoutWidth;
        Tensor? mask = units == 0 ? null : DropoutMask.Draw(batch.Owners.Length, units, options.Dropout, Seed(options, "dropout", step));
        (double loss, Tensor[] gradients) = gradient.At(weights, batch, mask);
        Clip(gradients, options.LargestGradient);
        adam.Update(step + 1, options.LearningRate.At(step), gradients);
        return loss;
    }

    /// <summary>Shortens gradients that are longer together than this, all by one factor.</summary>
    public static void Clip(Tensor[] gradients, double largest)
    {
        double length = Math.Sqrt(gradients.Sum(gradient => (double)(gradient * gradient).sum().item<float>()));
        if (length <= largest)
            return;
        using Scalar factor = largest / length;
        foreach (Tensor gradient in gradients)
            gradient.mul_(factor);
    }

    private static ulong Seed(NetworkTrainingOptions options, string purpose, long number = 0) =>
        SeededRandom.Derive(options.Seed, purpose, number);
}

/// <summary>How far the training of a network has come.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Steps">Updates at most.</param>
/// <param name="Loss">Mean cross-entropy of the last batch, with dropout.</param>
/// <param name="Accuracy">Share of sequences that were right throughout at the last check; NaN before the first.</param>
internal sealed record NetworkTrainingProgress(int Step, int Steps, double Loss, double Accuracy);
