using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Experiments.Analyses;

/// <summary>
/// Alignments trained and tested on sources whose working part is another sample's (<c>method.md</c> section 10), so that only their null
/// part knows the variable: what is reached there is reached by reading what the source itself does not use.
/// </summary>
internal static class NullOnlyTransfer
{
    // Conditions of the training, which are reported with it.
    private const int Steps = 1_500, Patience = 500;

    private const double LearningRate = 3e-3;

    /// <summary>Trains and tests.</summary>
    /// <param name="context">The run.</param>
    /// <param name="spaces">[networks] null spaces.</param>
    /// <param name="cases">Methods and sizes.</param>
    /// <returns>[cases][seeds][test routes]</returns>
    public static IReadOnlyList<IReadOnlyList<RouteOutcome[]>> Train(AnalysisContext context, IReadOnlyList<NullSpace> spaces, IReadOnlyList<AlignmentCase> cases)
    {
        Experiment own = context.With(alignment => alignment with
        {
            Steps = Math.Min(Steps, alignment.Steps),
            LearningRate = LearningRate,
            Stop = alignment.Stop with { Patience = Patience, HopelessAfter = Steps },
        });
        using var activity = new ExchangedActivity(context, [.. spaces.Select(space => (Func<Tensor, Tensor>)space.Rest)]);
        CaseData[] prepared = [.. cases.Select(one => new CaseData(own, one, context.Data, context.Options.Threads, activity.Of))];
        try
        {
            CaseResult[] trained = context.Train(Metrics.NullOnly, own, prepared);
            return [.. trained.Select(result => (IReadOnlyList<RouteOutcome[]>)[.. result.Seeds.Select(seed => Outcomes(context, result, seed, activity.Of(Metrics.Test)))])];
        }
        finally
        {
            foreach (CaseData one in prepared)
                one.Dispose();
        }
    }

    /// <summary>Tests what a seed has learned, with activity in the place of the natural one.</summary>
    public static RouteOutcome[] Outcomes(AnalysisContext context, CaseResult result, SeedResult seed, IReadOnlyList<Recording> recordings)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using LearnedMaps maps = TrainedMaps.Of(context.Data, result.Data.Setup, seed);
        return result.Data.Test.Outcomes(maps.Hard(), context.Options.Threads, recordings);
    }
}
