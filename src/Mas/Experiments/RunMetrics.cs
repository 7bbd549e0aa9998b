using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>The rows of <c>metrics.csv</c>: every value once, never pooled over seeds.</summary>
internal sealed class RunMetrics(Experiment experiment, IReadOnlyList<OpenedNetwork> networks, RunData data)
{
    /// <summary>Rows of the networks, of the floor where it is known, and of these seeds.</summary>
    public IEnumerable<MetricRow> Rows(IReadOnlyList<SeedResult> seeds, IReadOnlyList<RouteOutcome>? floor)
    {
        IEnumerable<MetricRow> floors = (floor ?? []).Select((outcome, route) =>
            Row(data.Test.Routes[route], null, null, Metrics.Test, Metrics.NoSwap, outcome.TrialIia));
        return NetworkRows().Concat(floors).Concat(seeds.SelectMany(seed => TrainingRows(seed.Evaluation.Seed, seed.Progress))).Concat(seeds.SelectMany(TestRows));
    }

    /// <summary>Rows of a run that was stopped: of unfinished seeds what their checkpoints hold.</summary>
    public IEnumerable<MetricRow> SoFar(IReadOnlyList<SeedRun> runs, IReadOnlyList<SeedResult?> results)
    {
        SeedResult[] finished = [.. results.OfType<SeedResult>()];
        SeedRun[] begun = [.. runs.Where((run, i) => results[i] is null && run.Saved is not null)];
        // A seed whose turn came with the stop stands at its start; beside others it would only spoil their mean.
        if (finished.Length > 0 || begun.Any(run => run.Saved!.Step > 0))
            begun = [.. begun.Where(run => run.Saved!.Step > 0)];
        return Rows(finished, floor: null).Concat(begun.SelectMany(run => TrainingRows(run.Seed, run.Saved!)));
    }

    private IEnumerable<MetricRow> NetworkRows()
    {
        for (int k = 0; k < networks.Count; k++)
        {
            RecordedPool test = data.Pools(Metrics.Test)[k];
            IReadOnlyList<int> heldOut = test.Sequences.Task.Options.HeldOut;
            yield return NetworkRow(k, Metrics.Test, Metrics.Accuracy, test.Accuracy(quantity => !heldOut.Contains(quantity)));
            if (test.Accuracy(heldOut.Contains) is double accuracy && !double.IsNaN(accuracy))
                yield return NetworkRow(k, Metrics.Test, Metrics.AccuracyHeldOut, accuracy);
            foreach (string split in (string[])[Metrics.Train, Metrics.Validation, Metrics.Test])
                yield return NetworkRow(k, split, Metrics.Usable, data.Pools(split)[k].Right.Count(right => right));
        }
    }

    private IEnumerable<MetricRow> TrainingRows(int seed, TrainingProgress progress) =>
        progress.Points.Select(point =>
            Row(data.TrainingData.Routes[point.Route], seed, point.Step, point.Split, point.Metric, point.Value));

    private IEnumerable<MetricRow> TestRows(SeedResult result)
    {
        SeedEvaluation seed = result.Evaluation;
        for (int route = 0; route < seed.Outcomes.Count; route++)
        {
            RouteOutcome outcome = seed.Outcomes[route];
            MetricRow TestRow(string metric, double value) => Row(data.Test.Routes[route], seed.Seed, seed.Step, Metrics.Test, metric, value);
            yield return TestRow(Metrics.TrialIia, outcome.TrialIia);
            yield return TestRow(Metrics.TokenIia, outcome.TokenIia);
            yield return TestRow(Metrics.Loss, outcome.MeanLoss);
            if (DirectionSummary.NewPairs(data.Test.Interventions[route], [outcome.TrialsRight]) is double newPairs)
                yield return TestRow(Metrics.TrialIiaNewPairs, newPairs);
            foreach ((string control, IReadOnlyList<RouteOutcome?> outcomes) in seed.Controls)
                if (outcomes[route] is RouteOutcome controlled)
                    yield return TestRow(control, controlled.TrialIia);
        }
    }

    private MetricRow Row(Route route, int? seed, int? step, string split, string metric, double value)
    {
        OpenedNetwork source = networks[route.Source], target = networks[route.Target];
        return new MetricRow(
            experiment.Name, seed, step, split, experiment.Alignment.MethodName, route.Block.Size, source.Name, target.Name, source.Site.Name, target.Site.Name,
            data.Exchange.Label, data.Trained.Contains((route.Source, route.Target)), metric, value);
    }

    private MetricRow NetworkRow(int network, string split, string metric, double value)
    {
        OpenedNetwork own = networks[network];
        return new MetricRow(experiment.Name, null, null, split, "", null, own.Name, own.Name, own.Site.Name, own.Site.Name, "", false, metric, value);
    }
}
