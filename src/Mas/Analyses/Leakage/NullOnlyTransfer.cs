using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Results.Records;

namespace Mas.Analyses.Leakage;

/// <summary>Alignments trained and tested on sources whose working part is another sample's (<c>method.md</c> section 10), so that only
/// their null part knows the variable: what is reached there is reached by reading what the source itself does not use.</summary>
internal static class NullOnlyTransfer
{
    // Conditions of the training, which are reported with it.
    private const int Steps = 1_500, Patience = 500;

    private const double LearningRate = 3e-3;

    /// <param name="spaces">[networks] null spaces.</param>
    /// <param name="cases">Methods and sizes.</param>
    /// <returns>[cases] tested on the same interventions as the run's own, with such sources.</returns>
    public static IReadOnlyList<CaseResult> Train(
        AnalysisContext context, IReadOnlyList<NullSpace> spaces, IReadOnlyList<AlignmentCase> cases, AlignmentStart start)
    {
        Experiment changed = context.With(alignment => alignment with
        {
            Start = start,
            Steps = Math.Min(Steps, alignment.Steps),
            LearningRate = LearningRate,
            Stop = alignment.Stop with { Patience = Patience, HopelessAfter = Steps },
        });
        using var activity = new ExchangedActivity(context, [.. spaces.Select(space => (Func<Tensor, Tensor>)space.Rest)]);
        CaseResult[] trained = context.Training.Run($"{Metrics.NullOnly}-{start.Word()}", changed, cases, recordings: activity.Of);
        return [.. trained.Select(result => result with { Seeds = [.. result.Seeds.Select(seed => Tested(seed, result.Data.Test))] })];

        SeedResult Tested(SeedResult seed, TestSet test) =>
            seed with { Evaluation = seed.Evaluation with { Outcomes = context.Outcomes(seed, test, activity.Of(Metrics.Test)) } };
    }
}
