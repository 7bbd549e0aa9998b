using Mas.Experiments;
using Mas.Networks.Copies;
using Mas.Results.Plans;

namespace Mas.Plans;

/// <summary>The experiment that one recording of a plan is: CLMAS between it and the reference, as <c>mas run</c> would do it.</summary>
internal static class PlannedExperiment
{
    private const string Suffix = "-recorded";

    /// <param name="original">The network that is recorded.</param>
    /// <param name="width">Its units at its site.</param>
    public static Experiment Of(RecordingPlan plan, PlannedRecording recording, NetworkOptions original, int width)
    {
        int seen = recording.Point.UnitsOf(width), trials = (int)(recording.Point.Trials ?? 0);
        var observation = new Observation(
            seen < width ? (double)seen / width : null, recording.Point.Noise, recording.Point.Poisson, trials == 0 ? null : trials,
            (ulong)recording.Seed);
        NetworkOptions recorded = original with
        {
            Name = original.Name + Suffix,
            Source = new CopiedNetwork(original.Name, original.Source, null, 0) { Observation = observation },
            Task = trials == 0 ? null : new TrialsSource(plan.Task, trials, (ulong)recording.Seed),
            Site = original.Site ?? plan.Site,
            Accessible = false,
        };
        return new()
        {
            Name = plan.Name,
            Seed = recording.Seed,
            Task = plan.Task,
            Site = plan.Site,
            Networks = [plan.Reference, recorded],
            Alignment = plan.Alignment with { Sizes = [Cut(plan.Alignment.Sizes[0], seen)] },
            Evaluation = new()
            {
                Directions = TestedDirections.Trained,
                Controls = [Control.NoSwap],
                Similarity = [.. PlanMeasure.Similarities],
            },
        };
    }

    // The size full is the smallest width already.
    private static SubspaceSizes Cut(SubspaceSizes size, int seen) =>
        size.PerVariable is null ? size : new([Math.Min(size.PerVariable[0], seen)]);
}
