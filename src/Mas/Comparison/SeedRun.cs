using Mas.Alignments;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Masks;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>One alignment seed of one method and size from its start to its test, with checkpoints where the context keeps them.</summary>
/// <param name="prefix">What its names begin with.</param>
internal sealed class SeedRun(ComparisonContext context, CaseData prepared, AlignmentStarts starts, int seed, string prefix, int threads)
{
    private readonly SeedTraining _training = new(
        Job(prefix, seed), context.Experiment.Alignment, prepared.Setup.Training.NoStopBefore, Standing(context, prepared),
        context.Options.Progress, context.CheckpointOf(prefix, seed));

    public int Seed => seed;

    public CaseData Case => prepared;

    /// <summary>Training as the last checkpoint has it; null before the first.</summary>
    public TrainingProgress? Saved => _training.Saved;

    /// <summary>Trains and tests; where it is stopped, writes a checkpoint and ends.</summary>
    /// <param name="larger">The same at the next larger size, from which it starts; null for the start of the experiment.</param>
    public SeedResult Run(SeedResult? larger, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        using var trainer = new AlignmentTrainer(
            Start(larger?.Learned), new InterchangeEngine(prepared.Training, threads), new InterchangeEngine(prepared.Validation, threads),
            prepared.Floors, prepared.Setup.Training, SeededRandom.Derive((ulong)seed, "batches"));
        _training.Run(trainer, RequireSound, stop);
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

    /// <summary>What is being done, for people.</summary>
    /// <param name="prefix">What the seed's names begin with.</param>
    public static string Job(string prefix, int seed) =>
        Invariant($"aligning, {(prefix.Length > 0 ? $"{prefix.TrimEnd('.').Replace('.', ' ')}, " : "")}seed {seed}");

    private static SeedStanding Standing(ComparisonContext context, CaseData prepared) => new(
        [.. prepared.Trained.Select(prepared.Setup.Label).Select(label => (label.Source, label.Target, label.Variable))], prepared.Floors,
        context.Experiment.Alignment.Stop.Target);

    private SeedValidation Validated(TrainingProgress progress) => SeedValidation.Of(
        [.. progress.Points.Where(point => point.Split == Metrics.Validation && point.Step == progress.Best!.Step)
            .Select(point => (point.Route, point.Metric, point.Value))], prepared.Floors);

    private LearnedMaps Start(LearnedSeed? larger)
    {
        SwapMask mask = prepared.Setup.NewMask();
        return new LearnedMaps(
            [.. prepared.Setup.Widths.Select((width, k) => starts.Create(prepared.Setup, k, mask.Columns(width), seed, larger))], mask,
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
}

/// <summary>What one alignment seed leaves behind.</summary>
/// <param name="Learned">Its alignments at the kept checkpoint.</param>
/// <param name="Validation">How that checkpoint did on validation.</param>
/// <param name="Warnings">Plain sentences about alignments that have degenerated.</param>
internal sealed record SeedResult(
    SeedEvaluation Evaluation, TrainingProgress Progress, LearnedSeed Learned, SeedValidation Validation, IReadOnlyList<string> Warnings);
