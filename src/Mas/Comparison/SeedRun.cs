using System.Diagnostics;
using System.Globalization;
using Mas.Alignments;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Results.Store;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Comparison;

/// <summary>What one alignment seed leaves behind.</summary>
/// <param name="Evaluation">Its test.</param>
/// <param name="Progress">Its training, from beginning to end.</param>
/// <param name="Tensors">Its alignments, as they are written.</param>
/// <param name="Sizes">Dimensions per variable at the kept checkpoint.</param>
/// <param name="Warnings">Plain sentences about alignments that have degenerated.</param>
/// <param name="Prefix">What the names of its tensors begin with.</param>
public sealed record SeedResult(
    SeedEvaluation Evaluation, TrainingProgress Progress, IReadOnlyList<TensorData> Tensors, IReadOnlyList<int> Sizes, IReadOnlyList<string> Warnings, string Prefix);

/// <summary>
/// One alignment seed of one method and size from its start to its test. It is checkpointed as it goes, so that a run killed
/// at any moment continues from the last checkpoint to the same bytes.
/// </summary>
internal sealed class SeedRun(
    int seed, Experiment experiment, RunData data, CaseData own, AlignmentStarts starts, string prefix, RunFolder folder, RunJournal journal, string fingerprint, int threads)
{
    private static readonly TimeSpan s_betweenCheckpoints = TimeSpan.FromSeconds(2);

    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"{prefix}seed-{seed}");

    /// <summary>The alignment seed.</summary>
    public int Seed => seed;

    /// <summary>The method and size.</summary>
    public CaseData Case => own;

    /// <summary>Training as the last checkpoint has it; null before the first.</summary>
    public TrainingProgress? Saved { get; private set; }

    /// <summary>Trains and tests.</summary>
    /// <param name="progress">Told after every step.</param>
    /// <param name="stop">Writes a checkpoint and ends.</param>
    public SeedResult Run(Action<RunProgress> progress, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        string checkpoint = $"checkpoint/{_name}.safetensors";
        using var trainer = new AlignmentTrainer(
            Start(), new InterchangeEngine(own.Training, threads), new InterchangeEngine(own.Validation, threads),
            own.Floors, own.Setup.Training, SeededRandom.Derive((ulong)seed, "batches"));
        Restore(trainer, checkpoint);
        Train(trainer, checkpoint, progress, stop);
        LearnedMaps best = trainer.TakeBest();
        using var frozen = no_grad();
        int step = trainer.Progress.Best!.Step;
        using LearnedMaps random = RandomMaps();
        StepMaps hard = best.Hard();
        SeedEvaluation evaluation = own.Test.Evaluate(seed, step, hard, hard with { Maps = random.Hard().Maps }, own.Setup.IsRandomNoControl, threads);
        return new SeedResult(evaluation, trainer.Progress, Stored(best), best.Mask.Sizes, [.. Degenerations(best).Select(one => $"{one.Subject} {one.What.Sentence}.")], prefix);
    }

    private LearnedMaps Start()
    {
        SwapMask mask = own.Setup.NewMask();
        return new LearnedMaps(
            [.. data.Networks.Select((network, k) => starts.Create(own.Setup, k, mask.Columns(network.Site.Width), seed))], mask, starts.Frozen, maskRate: experiment.Alignment.Learned.Rate);
    }

    private LearnedMaps RandomMaps()
    {
        AlignmentDesign design = RandomStart.Control(experiment.Alignment.Design);
        SwapMask mask = own.Setup.NewMask();
        return new LearnedMaps([.. data.Networks.Select((network, k) =>
            starts.CreateRandom(design, k, mask.Columns(network.Site.Width), RandomStart.ControlSeed(seed, k)))], mask);
    }

    private void Restore(AlignmentTrainer trainer, string checkpoint)
    {
        if (!folder.Exists(checkpoint))
            return;
        using TrainingState state = TrainingCheckpoint.Read(folder.Path(checkpoint), fingerprint);
        using TrainingState fresh = trainer.Capture();
        if (!state.Fits(fresh))
            throw TrainingCheckpoint.Damaged(folder.Path(checkpoint));
        trainer.Restore(state);
        journal.Resume(string.Create(CultureInfo.InvariantCulture, $"{prefix}{seed}"), state.Progress.Step);
    }

    private void Train(AlignmentTrainer trainer, string checkpoint, Action<RunProgress> progress, CancellationToken stop)
    {
        string job = string.Create(CultureInfo.InvariantCulture, $"aligning, {(prefix.Length > 0 ? $"{prefix.TrimEnd('.').Replace('.', ' ')}, " : "")}seed {seed}");
        var sinceCheckpoint = Stopwatch.StartNew();
        foreach (TrainingProgress state in trainer.Run())
        {
            if (state.ValidatedAt == state.Step)
                RequireSound(trainer);
            if (state.Stopped == StopReason.None && state.Step < experiment.Alignment.Steps)
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

    private void RequireSound(AlignmentTrainer trainer)
    {
        if (Degenerations(trainer.Maps).FirstOrDefault(one => one.What.IsFatal) is { Subject: string subject } fatal)
            throw new RunFailedException(string.Create(CultureInfo.InvariantCulture, $"{subject} {fatal.What.Sentence} after {trainer.Progress.Step} steps; lower alignment.learning_rate"));
    }

    private IEnumerable<(string Subject, Degeneration What)> Degenerations(LearnedMaps maps)
    {
        for (int k = 0; k < maps.Alignments.Count; k++)
            if (maps.Alignments[k].Degenerates() is Degeneration what)
                yield return (string.Create(CultureInfo.InvariantCulture, $"the alignment of {data.Networks[k].Name} with seed {seed} ({own.Case.Name})"), what);
    }

    // Training ends here at the latest, unless the loss falls again before.
    private int LastStep(TrainingProgress state) => Math.Min(
        experiment.Alignment.Steps, Math.Max(state.Step + 1, Math.Max(state.BestLoss.Step, own.Setup.Training.NoStopBefore) + experiment.Alignment.Stop.Patience));

    private void Save(AlignmentTrainer trainer, string checkpoint)
    {
        using TrainingState state = trainer.Capture();
        folder.Write(checkpoint, stream => TrainingCheckpoint.Write(stream, state, fingerprint));
        Saved = state.Progress;
    }

    private List<TensorData> Stored(LearnedMaps best)
    {
        var tensors = new List<TensorData>();
        for (int k = 0; k < best.Alignments.Count; k++)
        {
            if (own.Case.Alone is string alone && data.Networks[k].Name != alone)
                continue;
            foreach ((string name, Tensor tensor) in StoredAlignment.Of(best.Alignments[k]))
                tensors.Add(TensorFile.ToData(StoredAlignment.Entry(prefix, seed, data.Networks[k].Name, name), tensor));
        }
        return tensors;
    }

    private static string Detail(TrainingProgress state)
    {
        if (state.Best is not { } best)
            return state.Worst is double now ? string.Create(CultureInfo.InvariantCulture, $"step {state.Step}, worst direction {100 * now:f1} % on validation") : "";
        return state.Worst is null
            ? string.Create(CultureInfo.InvariantCulture, $"step {state.Step}, CL loss {best.ClLoss:g3} on validation")
            : string.Create(CultureInfo.InvariantCulture, $"step {state.Step}, worst direction {100 * best.Iia:f1} % on validation");
    }

    private static string Reason(StopReason reason) => reason switch
    {
        StopReason.TargetReached => "target reached",
        StopReason.NoImprovement => "no further improvement",
        StopReason.Hopeless => "given up: no better than chance",
        _ => "step limit reached",
    };
}
