using System.Diagnostics;
using Mas.Experiments;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>Trains one alignment seed to its end, with checkpoints where it has a place for them.</summary>
/// <param name="job">What is being done, for people.</param>
/// <param name="asked">How it is trained.</param>
/// <param name="noStopBefore">Training does not stop before this step.</param>
/// <param name="standing">Says how far its directions are.</param>
/// <param name="progress">Told how far it is.</param>
/// <param name="checkpoint">Null for none.</param>
internal sealed class SeedTraining(
    string job, AlignmentOptions asked, int noStopBefore, SeedStanding standing, Action<RunProgress> progress, SeedCheckpoint? checkpoint)
{
    private static readonly TimeSpan s_betweenCheckpoints = TimeSpan.FromSeconds(2);

    /// <summary>Training as the last checkpoint has it; null before the first.</summary>
    public TrainingProgress? Saved { get; private set; }

    /// <summary>Goes on from the checkpoint, where there is one; where it is stopped, writes one and ends.</summary>
    /// <param name="requireSound">Looks at the maps after every validation.</param>
    public void Run(AlignmentTrainer trainer, Action<AlignmentTrainer> requireSound, CancellationToken stop)
    {
        checkpoint?.Restore(trainer);
        Report(trainer.Progress);
        var sinceCheckpoint = Stopwatch.StartNew();
        foreach (TrainingProgress state in trainer.Run())
        {
            if (state.ValidatedAt == state.Step)
                requireSound(trainer);
            Report(state);
            if (stop.IsCancellationRequested || (state.ValidatedAt == state.Step && sinceCheckpoint.Elapsed > s_betweenCheckpoints))
            {
                Save(trainer);
                sinceCheckpoint.Restart();
            }
            stop.ThrowIfCancellationRequested();
        }
        Save(trainer);
        TrainingProgress last = trainer.Progress;
        progress(RunProgress.Finished(job, Invariant($"{standing.Of(last)}, {Reason(last.Stopped)} at step {last.Step}")));
    }

    private void Report(TrainingProgress state)
    {
        if (state.Stopped == StopReason.None && state.Step < asked.Steps)
            progress(new RunProgress(job, state.Step, LastStep(state), standing.Of(state)) { Unit = "step" });
    }

    // Training ends here at the latest, unless the loss falls again before.
    private int LastStep(TrainingProgress state)
    {
        int patient = Math.Max(state.BestLoss.Step, noStopBefore) + asked.Stop.Patience;
        return Math.Min(asked.Steps, Math.Max(state.Step + 1, patient));
    }

    private void Save(AlignmentTrainer trainer) => Saved = checkpoint?.Save(trainer);

    /// <summary>Why a training ended, in words.</summary>
    public static string Reason(StopReason reason) => reason switch
    {
        StopReason.TargetReached => "target reached",
        StopReason.NoImprovement => "no further improvement",
        StopReason.Hopeless => "given up: no better than chance",
        StopReason.Futile => "given up: too slow to reach the target",
        _ => "step limit reached",
    };
}
