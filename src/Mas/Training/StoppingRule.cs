namespace Mas.Training;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>The step limit.</summary>
    StepLimit,

    /// <summary>The validation loss has stopped falling.</summary>
    NoImprovement,

    /// <summary>Every trained direction has reached the target.</summary>
    TargetReached,

    /// <summary>The worst trained direction has not left its floor.</summary>
    Hopeless,
}

/// <summary>The stopping rules (a) to (d) of <c>method.md</c> section 5, over trained directions only.</summary>
/// <param name="options">Limits.</param>
/// <param name="floors">[trained directions] trial IIA of the unchanged target on the validation set.</param>
public sealed class StoppingRule(TrainingOptions options, IReadOnlyList<double> floors)
{
    private const double AboveFloor = 0.05;

    /// <summary>The validation loss that the next one must undercut, and the step at which it was reached.</summary>
    public sealed record LossRecord(double Loss, int Step)
    {
        /// <summary>Before the first validation.</summary>
        public static LossRecord None { get; } = new(double.PositiveInfinity, 0);
    }

    /// <summary>Takes a validation into account.</summary>
    public LossRecord Update(LossRecord best, int step, double meanLoss) =>
        meanLoss < best.Loss - options.Stop.Improvement ? new LossRecord(meanLoss, step) : best;

    /// <summary>Whether training ends here.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="best">After <see cref="Update"/>.</param>
    /// <param name="trialIia">[trained directions] on the validation set.</param>
    public StopReason Decide(int step, LossRecord best, IReadOnlyList<double> trialIia)
    {
        if (trialIia.All(iia => iia >= options.Stop.Target))
            return StopReason.TargetReached;
        if (step >= options.Steps)
            return StopReason.StepLimit;
        if (step - best.Step >= options.Stop.Patience)
            return StopReason.NoImprovement;
        int worst = Enumerable.Range(0, trialIia.Count).MinBy(direction => trialIia[direction]);
        return step >= options.Stop.HopelessAfter && trialIia[worst] < floors[worst] + AboveFloor ? StopReason.Hopeless : StopReason.None;
    }
}
