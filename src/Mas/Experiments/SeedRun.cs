using System.Diagnostics;
using System.Globalization;
using Mas.Alignments;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Store;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Experiments;

/// <summary>What one alignment seed leaves behind.</summary>
/// <param name="Evaluation">Its test.</param>
/// <param name="Progress">Its training, from beginning to end.</param>
/// <param name="Tensors">Its alignments, as they are written.</param>
public sealed record SeedResult(SeedEvaluation Evaluation, TrainingProgress Progress, IReadOnlyList<TensorData> Tensors);

/// <summary>
/// One alignment seed from its start to its test. It is checkpointed as it goes, so that a run killed at any moment
/// continues from the last checkpoint to the same bytes.
/// </summary>
internal sealed class SeedRun(
    int seed, Experiment experiment, IReadOnlyList<OpenedNetwork> networks, RunData data, RunFolder folder, RunJournal journal, string fingerprint, int threads)
{
    private const double LargestOrthogonalityError = 1e-4; // method.md section 3

    private static readonly TimeSpan s_betweenCheckpoints = TimeSpan.FromSeconds(2);

    /// <summary>The alignment seed.</summary>
    public int Seed => seed;

    /// <summary>Training as the last checkpoint has it; null before the first.</summary>
    public TrainingProgress? Saved { get; private set; }

    /// <summary>Trains and tests.</summary>
    /// <param name="bases">[networks] where it starts, float64.</param>
    /// <param name="floors">[trained routes] no-swap trial IIA on the validation set.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="stop">Writes a checkpoint and ends.</param>
    public SeedResult Run(IReadOnlyList<Tensor> bases, IReadOnlyList<double> floors, Action<RunProgress> progress, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        string checkpoint = string.Create(CultureInfo.InvariantCulture, $"checkpoint/seed-{seed}.safetensors");
        using var trainer = new AlignmentTrainer(
            [.. bases.Select(Start)], new InterchangeEngine(data.TrainingData, threads), new InterchangeEngine(data.ValidationData, threads),
            floors, experiment.Alignment.Training, SeededRandom.Derive((ulong)seed, "batches"));
        Restore(trainer, checkpoint);
        Train(trainer, checkpoint, progress, stop);
        IReadOnlyList<OrthogonalAlignment> best = trainer.TakeBest();
        using var frozen = no_grad();
        Tensor[] factors = [.. best.Select(alignment => alignment.Factor())];
        SeedEvaluation evaluation = data.Test.Evaluate(seed, trainer.Progress.BestStep, factors, threads);
        return new SeedResult(evaluation, trainer.Progress, Stored(best));
    }

    private OrthogonalAlignment Start(Tensor start)
    {
        Tensor parameter = zeros(start.size(0), data.Mask.Columns);
        Tensor single = start.to_type(ScalarType.Float32);
        return experiment.Alignment.Parametrisation == AlignmentParametrisation.MatrixExponential
            ? new MatrixExponentialAlignment(single, parameter)
            : new CayleyAlignment(single, parameter);
    }

    private void Restore(AlignmentTrainer trainer, string checkpoint)
    {
        if (!folder.Exists(checkpoint))
            return;
        using TrainingState state = TrainingCheckpoint.Read(folder.Path(checkpoint), fingerprint);
        using TrainingState own = trainer.Capture();
        if (!state.Fits(own))
            throw TrainingCheckpoint.Damaged(folder.Path(checkpoint));
        trainer.Restore(state);
        journal.Resume(seed, state.Progress.Step);
    }

    private void Train(AlignmentTrainer trainer, string checkpoint, Action<RunProgress> progress, CancellationToken stop)
    {
        string job = string.Create(CultureInfo.InvariantCulture, $"aligning, seed {seed}");
        var sinceCheckpoint = Stopwatch.StartNew();
        foreach (TrainingProgress state in trainer.Run())
        {
            if (state.ValidatedAt == state.Step)
                RequireOrthogonal(trainer);
            if (state.Stopped == StopReason.None)
                progress(new RunProgress(job, state.Step, LastStep(state), Detail(state)));
            if (stop.IsCancellationRequested || (state.ValidatedAt == state.Step && sinceCheckpoint.Elapsed > s_betweenCheckpoints))
            {
                Save(trainer, checkpoint);
                sinceCheckpoint.Restart();
            }
            stop.ThrowIfCancellationRequested();
        }
        Save(trainer, checkpoint);
        progress(RunProgress.Finished(job, $"{Detail(trainer.Progress)}, {Reason(trainer.Progress.Stopped)}"));
    }

    private void RequireOrthogonal(AlignmentTrainer trainer)
    {
        // Not 'greater than': NaN must not pass.
        double error = trainer.OrthogonalityError();
        if (!(error <= LargestOrthogonalityError))
            throw new RunFailedException(string.Create(CultureInfo.InvariantCulture,
                $"an alignment of seed {seed} is no longer orthogonal after {trainer.Progress.Step} steps (error {error:g2}, at most {LargestOrthogonalityError:g2} is allowed); lower alignment.learning_rate"));
    }

    // Training ends here at the latest, unless the loss falls again before.
    private int LastStep(TrainingProgress state) =>
        Math.Min(experiment.Alignment.Steps, state.BestLoss.Step + experiment.Alignment.Stop.Patience);

    private void Save(AlignmentTrainer trainer, string checkpoint)
    {
        using TrainingState state = trainer.Capture();
        folder.Write(checkpoint, stream => TrainingCheckpoint.Write(stream, state, fingerprint));
        Saved = state.Progress;
    }

    private List<TensorData> Stored(IReadOnlyList<OrthogonalAlignment> best)
    {
        var tensors = new List<TensorData>();
        for (int k = 0; k < best.Count; k++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"seed-{seed}.{networks[k].Name}");
            tensors.Add(TensorFile.ToData($"{name}.matrix", best[k].Matrix()));
            tensors.Add(TensorFile.ToData($"{name}.factor", best[k].Factor()));
            tensors.Add(TensorFile.ToData($"{name}.base", best[k].Base));
            tensors.Add(TensorFile.ToData($"{name}.parameter", best[k].Parameter));
        }
        return tensors;
    }

    private static string Detail(TrainingProgress state) => state.ValidatedAt < 0
        ? "" : string.Create(CultureInfo.InvariantCulture, $"step {state.Step}, worst direction {100 * state.BestIia:f1} % on validation");

    private static string Reason(StopReason reason) => reason switch
    {
        StopReason.TargetReached => "target reached",
        StopReason.NoImprovement => "no further improvement",
        StopReason.Hopeless => "given up: no better than chance",
        _ => "step limit reached",
    };
}
