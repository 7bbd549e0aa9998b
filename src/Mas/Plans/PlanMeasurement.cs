using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Plans;
using Mas.Results.Records;
using Mas.Runs;

namespace Mas.Plans;

/// <summary>What one recording shows: an alignment with the reference and its test, and the measures of correlation.</summary>
internal static class PlanMeasurement
{
    /// <summary>One row for each measure.</summary>
    /// <param name="options">Of one thread.</param>
    /// <exception cref="InputException">The recording has too little for an alignment.</exception>
    /// <exception cref="RunFailedException">Training has failed.</exception>
    public static PlanRow[] Of(
        RecordingPlan plan, PlannedRecording recording, PlanNetworks networks, RunOptions options, CancellationToken stop)
    {
        OpenedNetwork original = networks.Recorded.First(network => network.Name == recording.Network);
        Experiment experiment = PlannedExperiment.Of(plan, recording, original.Options, original.Site.Width);
        NetworkOptions recorded = experiment.Networks[1];
        using OpenedNetwork seen = PlanNetworks.Observe(original, recorded, experiment.TaskOf(recorded));
        using RunData data = new(experiment, [networks.Reference, seen], options.Threads);
        var context = new ComparisonContext(experiment, data, options, stop);
        IReadOnlyList<MeasuredPair> similar = SimilarityStage.Measure(context, experiment.Evaluation.Similarity);
        BoundedIia iia = Aligned(context, recorded.Name);
        double? Value(string measure) => measure switch
        {
            Metrics.TrialIia => iia.TrialIia,
            PlanMeasure.CorrectedWord => iia.Corrected,
            _ => similar.First(pair => pair.Result.Measure == measure).Result.Value,
        };
        return [.. PlanMeasure.All.Select(measure => new PlanRow(
            recording.Point, seen.Site.Width, recording.Draw, recording.Seed, recording.Network, measure.Word, Value(measure.Word)))];
    }

    private static BoundedIia Aligned(ComparisonContext context, string recording)
    {
        using var prepared = new CaseData(context, context.Data.Cases[0]);
        foreach (string _ in SetupWarnings.Latents(prepared))
        {
            // Positions that are left out of the CL loss are no fault; that there are no others is one, and thrown.
        }
        using DisposableList<CaseResult> results = [.. AlignmentStage.Run(context, [prepared])];
        DirectionResult tested = results[0].Tested().Select(one => one.Result)
            .First(result => result.Source == recording && result.Target == context.Data.Networks[0].Name);
        return tested.Chosen ?? new BoundedIia(tested.TrialIia, tested.Corrected, tested.Interval.Low, tested.Interval.High);
    }
}
