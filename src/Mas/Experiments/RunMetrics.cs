using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>What one method and size has given.</summary>
/// <param name="Data">Its routes and tests.</param>
/// <param name="Seeds">One per alignment seed.</param>
/// <param name="Floor">The no-swap control, where it was asked for.</param>
internal sealed record CaseResult(CaseData Data, IReadOnlyList<SeedResult> Seeds, IReadOnlyList<RouteOutcome>? Floor);

/// <summary>The rows of <c>metrics.csv</c>: every value once, never pooled over seeds.</summary>
internal sealed class RunMetrics(Experiment experiment, RunData data)
{
    /// <summary>Rows of the networks and of these results.</summary>
    public IEnumerable<MetricRow> Rows(IEnumerable<CaseResult> results) => NetworkRows().Concat(results.SelectMany(Rows));

    /// <summary>Rows of a run that was stopped: of unfinished seeds what their checkpoints hold.</summary>
    public IEnumerable<MetricRow> SoFar(IReadOnlyList<SeedRun> runs, IReadOnlyList<SeedResult?> results)
    {
        IEnumerable<MetricRow> Case(IGrouping<CaseData, (SeedRun Run, SeedResult? Result)> group)
        {
            SeedResult[] finished = [.. group.Select(one => one.Result).OfType<SeedResult>()];
            SeedRun[] begun = [.. group.Where(one => one.Result is null && one.Run.Saved is not null).Select(one => one.Run)];
            // A seed whose turn came with the stop stands at its start; beside others it would only spoil their mean.
            if (finished.Length > 0 || begun.Any(run => run.Saved!.Step > 0))
                begun = [.. begun.Where(run => run.Saved!.Step > 0)];
            return Rows(new CaseResult(group.Key, finished, null)).Concat(begun.SelectMany(run => TrainingRows(group.Key, run.Seed, run.Saved!)));
        }

        return NetworkRows().Concat(runs.Zip(results).GroupBy(one => one.First.Case).SelectMany(Case));
    }

    private IEnumerable<MetricRow> Rows(CaseResult result)
    {
        IEnumerable<MetricRow> floors = (result.Floor ?? []).Select((outcome, route) =>
            Row(result.Data, result.Data.Test.Routes[route], null, null, Metrics.Test, Metrics.NoSwap, outcome.TrialIia));
        return floors
            .Concat(result.Seeds.SelectMany(seed => TrainingRows(result.Data, seed.Evaluation.Seed, seed.Progress)))
            .Concat(result.Seeds.SelectMany(seed => TestRows(result.Data, seed)));
    }

    private IEnumerable<MetricRow> NetworkRows()
    {
        for (int k = 0; k < data.Networks.Count; k++)
        {
            RecordedPool test = data.Pools(Metrics.Test)[k];
            IReadOnlyList<int> heldOut = test.Sequences.Task.Options.HeldOut;
            yield return NetworkRow(k, Metrics.Test, Metrics.Accuracy, test.Accuracy(quantity => !heldOut.Contains(quantity)));
            if (test.Accuracy(heldOut.Contains) is double accuracy && !double.IsNaN(accuracy))
                yield return NetworkRow(k, Metrics.Test, Metrics.AccuracyHeldOut, accuracy);
            foreach (string split in (string[])[Metrics.Train, Metrics.Validation, Metrics.Test])
                yield return NetworkRow(k, split, Metrics.Usable, data.Pools(split)[k].Usable.Count(usable => usable));
        }
    }

    private IEnumerable<MetricRow> TrainingRows(CaseData own, int seed, TrainingProgress progress) =>
        progress.Points.Select(point => Row(own, own.Trained[point.Route], seed, point.Step, point.Split, point.Metric, point.Value));

    private IEnumerable<MetricRow> TestRows(CaseData own, SeedResult result)
    {
        SeedEvaluation seed = result.Evaluation;
        for (int route = 0; route < seed.Outcomes.Count; route++)
        {
            RouteOutcome outcome = seed.Outcomes[route];
            Route tested = own.Test.Routes[route];
            MetricRow TestRow(string metric, double value) => Row(own, tested, seed.Seed, seed.Step, Metrics.Test, metric, value);
            yield return TestRow(Metrics.TrialIia, outcome.TrialIia);
            yield return TestRow(Metrics.TokenIia, outcome.TokenIia);
            yield return TestRow(Metrics.Loss, outcome.MeanLoss);
            if (own.Case.Method.Mask == MaskKind.Learned)
                yield return TestRow(Metrics.LearnedSize, own.LearnedSize(tested, result.Sizes));
            if (DirectionSummary.NewPairs(own.Test.Interventions[route], [outcome.TrialsRight]) is double newPairs)
                yield return TestRow(Metrics.TrialIiaNewPairs, newPairs);
            foreach ((string control, IReadOnlyList<RouteOutcome?> outcomes) in seed.Controls)
                if (outcomes[route] is RouteOutcome controlled)
                    yield return TestRow(control, controlled.TrialIia);
        }
    }

    private MetricRow Row(CaseData own, Route route, int? seed, int? step, string split, string metric, double value)
    {
        RouteLabel label = own.Label(route);
        return new MetricRow(
            experiment.Name, seed, step, split, label.Method, label.Size, label.Source, label.Target,
            data.Networks[route.Source].Site.Name, data.Networks[route.Target].Site.Name, label.Variable, label.Trained, metric, value);
    }

    private MetricRow NetworkRow(int network, string split, string metric, double value)
    {
        OpenedNetwork own = data.Networks[network];
        return new MetricRow(experiment.Name, null, null, split, "", null, own.Name, own.Name, own.Site.Name, own.Site.Name, "", false, metric, value);
    }
}
