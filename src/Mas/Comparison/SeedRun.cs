using System.Diagnostics;
using Mas.Alignments;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>One alignment seed of one method and size from its start to its test, with checkpoints where the context keeps them.</summary>
/// <param name="prefix">What its names begin with.</param>
internal sealed class SeedRun(ComparisonContext context, CaseData prepared, AlignmentStarts starts, int seed, string prefix, int threads)
{
    private static readonly TimeSpan s_betweenCheckpoints = TimeSpan.FromSeconds(2);

    private readonly SeedCheckpoint? _checkpoint = context.CheckpointOf(prefix, seed);

    public int Seed => seed;

    public CaseData Case => prepared;

    /// <summary>Training as the last checkpoint has it; null before the first.</summary>
    public TrainingProgress? Saved { get; private set; }

    /// <summary>Trains and tests; where it is stopped, writes a checkpoint and ends.</summary>
    public SeedResult Run(CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        using var trainer = new AlignmentTrainer(
            Start(), new InterchangeEngine(prepared.Training, threads), new InterchangeEngine(prepared.Validation, threads),
            prepared.Floors, prepared.Setup.Training, SeededRandom.Derive((ulong)seed, "batches"));
        _checkpoint?.Restore(trainer);
        Train(trainer, stop);
        LearnedMaps best = trainer.TakeBest();
        var learned = new LearnedSeed(prepared.Setup, prefix, seed, best);
        using var frozen = no_grad();
        int step = trainer.Progress.Best!.Step;
        using LearnedMaps random = RandomMaps();
        StepMaps hard = best.Hard();
        SeedEvaluation evaluation = prepared.Test.Evaluate(
            seed, step, hard, hard with { Maps = random.Hard().Maps }, prepared.Setup.IsRandomNoControl, threads);
        return new SeedResult(evaluation, trainer.Progress, learned, Validated(trainer.Progress), Warnings(prepared.Setup, seed, best));
    }

    private SeedValidation Validated(TrainingProgress progress) => SeedValidation.Of(
        [.. progress.Points.Where(point => point.Split == Metrics.Validation && point.Step == progress.Best!.Step)
            .Select(point => (point.Route, point.Metric, point.Value))], prepared.Floors);

    private LearnedMaps Start()
    {
        SwapMask mask = prepared.Setup.NewMask();
        return new LearnedMaps(
            [.. prepared.Setup.Widths.Select((width, k) => starts.Create(prepared.Setup, k, mask.Columns(width), seed))], mask,
                starts.Frozen,
            maskRate: context.Experiment.Alignment.Learned.Rate);
    }

    private LearnedMaps RandomMaps()
    {
        AlignmentDesign design = RandomStart.Control(context.Experiment.Alignment.Design);
        SwapMask mask = prepared.Setup.NewMask();
        AlignmentFunction Create(int width, int k) => starts.CreateRandom(design, k, mask.Columns(width), RandomStart.ControlSeed(seed, k));
        return new LearnedMaps([.. prepared.Setup.Widths.Select(Create)], mask);
    }

    private void Train(AlignmentTrainer trainer, CancellationToken stop)
    {
        string named = prefix.Length > 0 ? $"{prefix.TrimEnd('.').Replace('.', ' ')}, " : "";
        string job = Invariant($"aligning, {named}seed {seed}");
        var sinceCheckpoint = Stopwatch.StartNew();
        foreach (TrainingProgress state in trainer.Run())
        {
            if (state.ValidatedAt == state.Step)
                RequireSound(trainer);
            if (state.Stopped == StopReason.None && state.Step < context.Experiment.Alignment.Steps)
                context.Options.Progress(new RunProgress(job, state.Step, LastStep(state), Detail(state)));
            if (stop.IsCancellationRequested || (state.ValidatedAt == state.Step && sinceCheckpoint.Elapsed > s_betweenCheckpoints))
            {
                Save(trainer);
                sinceCheckpoint.Restart();
            }
            stop.ThrowIfCancellationRequested();
        }
        Save(trainer);
        context.Options.Progress(RunProgress.Finished(job, $"{Detail(trainer.Progress)}, {Reason(trainer.Progress.Stopped)}"));
    }

    private void RequireSound(AlignmentTrainer trainer)
    {
        if (Degenerations(prepared.Setup, seed, trainer.Maps).FirstOrDefault(one => one.What.IsFatal) is { Subject: string subject } fatal)
            throw new RunFailedException(
                Invariant($"{subject} {fatal.What.Sentence} after {trainer.Progress.Step} steps; lower alignment.learning_rate"));
    }

    /// <summary>A sentence for each alignment that has degenerated.</summary>
    public static IReadOnlyList<string> Warnings(CaseSetup setup, int seed, LearnedMaps learned) =>
        [.. Degenerations(setup, seed, learned).Select(one => $"{one.Subject} {one.What.Sentence}.")];

    private static IEnumerable<(string Subject, Degeneration What)> Degenerations(CaseSetup setup, int seed, LearnedMaps maps)
    {
        for (int k = 0; k < maps.Alignments.Count; k++)
            if (maps.Alignments[k].Degenerates() is Degeneration what)
                yield return (Invariant($"the alignment of {setup.Names[k]} with seed {seed} ({setup.Case.Name})"), what);
    }

    // Training ends here at the latest, unless the loss falls again before.
    private int LastStep(TrainingProgress state)
    {
        AlignmentOptions asked = context.Experiment.Alignment;
        int patient = Math.Max(state.BestLoss.Step, prepared.Setup.Training.NoStopBefore) + asked.Stop.Patience;
        return Math.Min(asked.Steps, Math.Max(state.Step + 1, patient));
    }

    private void Save(AlignmentTrainer trainer) => Saved = _checkpoint?.Save(trainer);

    private static string Detail(TrainingProgress state)
    {
        if (state.Best is not { } best)
            return state.Worst is double now ? Invariant($"step {state.Step}, worst direction {100 * now:f1} % on validation") : "";
        return state.Worst is null ? Invariant($"step {state.Step}, CL loss {best.ClLoss:g3} on validation")
            : Invariant($"step {state.Step}, worst direction {100 * best.Iia:f1} % on validation");
    }

    private static string Reason(StopReason reason) => reason switch
    {
        StopReason.TargetReached => "target reached",
        StopReason.NoImprovement => "no further improvement",
        StopReason.Hopeless => "given up: no better than chance",
        StopReason.Futile => "given up: too slow to reach the target",
        _ => "step limit reached",
    };
}

/// <summary>What one alignment seed leaves behind.</summary>
/// <param name="Learned">Its alignments at the kept checkpoint.</param>
/// <param name="Validation">How that checkpoint did on validation.</param>
/// <param name="Warnings">Plain sentences about alignments that have degenerated.</param>
internal sealed record SeedResult(
    SeedEvaluation Evaluation, TrainingProgress Progress, LearnedSeed Learned, SeedValidation Validation, IReadOnlyList<string> Warnings);
