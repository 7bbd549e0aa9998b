using Mas.Causal;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Training;

namespace Mas.Language;

/// <summary>One alignment seed of a case, trained and tested.</summary>
/// <param name="Test">[tested directions]</param>
/// <param name="Later">[tested directions] the figure with later tokens.</param>
/// <param name="Controls">By name, [tested directions]; null where a control says nothing of a direction.</param>
internal sealed record TextSeed(
    int Seed, TrainingProgress Progress, LearnedSeed Learned, IReadOnlyList<TextOutcome> Test, IReadOnlyList<double> Later,
    IReadOnlyDictionary<string, IReadOnlyList<TextOutcome?>> Controls) : IDisposable
{
    /// <summary>Trains a seed and tests it.</summary>
    /// <param name="prefix">What its names begin with.</param>
    /// <param name="checkpoint">Where training is kept.</param>
    public static TextSeed Run(
        PreparedTexts prepared, TextStarts starts, int seed, string prefix, TextRunContext context, SeedCheckpoint checkpoint)
    {
        using var scope = NewDisposeScope();
        AlignmentOptions asked = context.Experiment.Alignment;
        int threads = context.Options.Threads;
        var validation = new InterchangeEngine(prepared.Validation, threads, TextPasses.Pairs);
        using var trainer = new AlignmentTrainer(
            prepared.Start(starts, seed), new InterchangeEngine(prepared.Training, threads, stepBatch: context.PairsAtOnce), validation,
            prepared.Floors, asked.ToTraining(), SeededRandom.Derive((ulong)seed, "batches"));
        var standing = new SeedStanding(
            [.. prepared.Trained.Select(one => (context.Names[one.Source], context.Names[one.Target], CausalVariable.Full))],
            prepared.Floors, asked.Stop.Target);
        new SeedTraining(SeedRun.Job(prefix, seed), asked, 0, standing, context.Options.Progress, checkpoint)
            .Run(trainer, RequireSound, context.Stop);
        var learned = new LearnedSeed(context.Names, [.. context.Names.Select((_, k) => k)], prefix, seed, trainer.TakeBest());
        return Tested(prepared, starts, seed, learned, trainer.Progress, context);
    }

    /// <summary>Tests what a seed has learned.</summary>
    /// <param name="learned">Owned from here on.</param>
    /// <param name="progress">Of its training: the validation of the kept checkpoint.</param>
    public static TextSeed Tested(
        PreparedTexts prepared, TextStarts starts, int seed, LearnedSeed learned, TrainingProgress progress, TextRunContext context)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using LearnedMaps random = prepared.Random(starts, seed);
        LearnedMaps best = learned.Maps;
        string job = Invariant($"testing {prepared.Site.Name}, {prepared.Case.Name}, seed {seed}");
        int evaluations = TextTest.Evaluations(context.Controls);
        var passes = new TextPasses(
            context.Options.Threads, done => context.Options.Progress(new RunProgress(job, done, evaluations)));
        var test = new TextTest(prepared, context.Controls, (ulong)context.Experiment.Seed, passes);
        var tested = new TextSeed(seed, progress, learned, test.Of(best), test.Later(best), test.Beside(best, random));
        context.Options.Progress(RunProgress.Finished(job, $"{Listed.Count(prepared.Tested.Count, "direction")}"));
        return tested;
    }

    /// <summary>Validation of the kept checkpoint: the worst trained direction, corrected for chance.</summary>
    public double WorstOnValidation => Progress.Best?.Iia ?? double.NaN;

    private static void RequireSound(AlignmentTrainer trainer)
    {
        if (trainer.Maps.Alignments.Select(one => one.Degenerates()).FirstOrDefault(what => what?.IsFatal == true) is { } fatal)
            throw new RunFailedException(
                Invariant($"an alignment {fatal.Sentence} after {trainer.Progress.Step} steps; lower alignment.learning_rate"));
    }

    public void Dispose() => Learned.Dispose();
}

/// <summary>What all seeds of a run on texts share.</summary>
/// <param name="Names">[models]</param>
/// <param name="Controls">Names of the controls that are asked for.</param>
/// <param name="PairsAtOnce">Pairs that go through a model together in a step.</param>
internal sealed record TextRunContext(
    Experiment Experiment, RunOptions Options, IReadOnlyList<string> Names, IReadOnlyList<string> Controls, int PairsAtOnce,
    CancellationToken Stop)
{
    /// <summary>Positions of a pair that are scored in training; all of them in validation and test.</summary>
    public const int ScoredInTraining = 8;
}
