namespace Mas.Training;

internal enum StopReason
{
    None, // it goes on
    StepLimit, // the step limit
    NoImprovement, // the validation loss has stopped falling
    TargetReached, // every trained direction has reached the target, and the CL loss, where there is one, has stopped falling
    Hopeless, // the worst trained direction has not left its floor
    Futile, // the worst trained direction rises too slowly to reach the target
}

/// <summary>The stopping rules (a) to (e) of <c>method.md</c> section 5, over trained directions only.</summary>
/// <param name="floors">[routes that carry the behaviour loss] trial IIA of the unchanged target on the validation set.</param>
internal sealed class StoppingRule(TrainingOptions options, IReadOnlyList<double> floors)
{
    private const double AboveFloor = 0.05;

    /// <summary>The validation loss that the next one must undercut, and the step at which it was reached.</summary>
    public sealed record LossRecord(double Loss, int Step)
    {
        public static LossRecord None { get; } = new(double.PositiveInfinity, 0);
    }

    public LossRecord Update(LossRecord best, int step, double meanLoss) =>
        meanLoss < best.Loss - options.Stop.Improvement ? new LossRecord(meanLoss, step) : best;

    /// <summary>Whether training ends here.</summary>
    /// <param name="best">After <see cref="Update"/>.</param>
    /// <param name="bestCl">The same of the CL loss alone; null where no route carries it.</param>
    /// <param name="trialIia">[routes that carry the behaviour loss] on the validation set.</param>
    /// <param name="course">Of the worst of them; looked at where the rule (e) is on.</param>
    public StopReason Decide(
        int step, LossRecord best, LossRecord? bestCl, IReadOnlyList<double> trialIia, IReadOnlyList<CoursePoint>? course = null)
    {
        if (step >= options.Steps)
            return TargetReached(step, bestCl, trialIia) ? StopReason.TargetReached : StopReason.StepLimit;
        if (step < options.NoStopBefore)
            return StopReason.None;
        if (TargetReached(step, bestCl, trialIia))
            return StopReason.TargetReached;
        if (HasSettled(step, best))
            return StopReason.NoImprovement;
        if (step >= options.Stop.HopelessAfter && IsHopeless(trialIia))
            return StopReason.Hopeless;
        return course is { Count: > 0 } && FutileRule.Holds(course, options.Steps, options.Stop.Target)
            ? StopReason.Futile : StopReason.None;
    }

    private bool TargetReached(int step, LossRecord? bestCl, IReadOnlyList<double> trialIia) =>
        trialIia.Count > 0 && trialIia.All(iia => iia >= options.Stop.Target) && (bestCl is null || HasSettled(step, bestCl));

    // Before a learned mask's schedule has ended, losses belong to other temperatures.
    private bool HasSettled(int step, LossRecord best) => step - Math.Max(best.Step, options.NoStopBefore) >= options.Stop.Patience;

    private bool IsHopeless(IReadOnlyList<double> trialIia)
    {
        // A route whose floor is near the target, such as a remainder that must change nothing, cannot tell whether anything was learned.
        int[] telling = [.. Enumerable.Range(0, trialIia.Count).Where(route => floors[route] + AboveFloor < options.Stop.Target)];
        if (telling.Length == 0)
            return false;
        int worst = telling.MinBy(route => trialIia[route]);
        return trialIia[worst] < floors[worst] + AboveFloor;
    }
}
