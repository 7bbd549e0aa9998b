using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>The rows of <c>metrics.csv</c>: every value once, never pooled over seeds.</summary>
internal sealed class RunMetrics(Experiment experiment, RunData data)
{
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
            return Rows(new CaseResult(group.Key, finished, null))
                .Concat(begun.SelectMany(run => TrainingRows(group.Key, run.Seed, run.Saved!)));
        }

        return NetworkRows().Concat(runs.Zip(results).GroupBy(one => one.First.Case).SelectMany(Case));
    }

    /// <summary>What the networks get right by themselves: shares of the test sequences, and of every split how many are usable.</summary>
    public IEnumerable<TestValue> NetworkValues()
    {
        for (int k = 0; k < data.Networks.Count; k++)
        {
            RecordedPool test = data.Pools(Metrics.Test)[k];
            IReadOnlyList<int> heldOut = test.Sequences.Task.Options.HeldOut;
            int unseen = Enumerable.Range(0, test.Sequences.Count).Count(q => heldOut.Contains(test.Sequences.Quantity(q)));
            double accuracy = test.Accuracy(quantity => !heldOut.Contains(quantity));
            bool isKnown = data.Networks[k].Network.CanPredict;
            if (isKnown)
                yield return new(Found(k, Metrics.Accuracy, accuracy), test.Sequences.Count - unseen);
            if (isKnown && unseen > 0)
                yield return new(Found(k, Metrics.AccuracyHeldOut, test.Accuracy(heldOut.Contains)), unseen);
            foreach (string split in RunData.Splits)
                yield return Usable(k, split);
        }
    }

    /// <summary>The validation of a seed's kept checkpoint.</summary>
    /// <param name="outcomes">[trained routes]</param>
    public IEnumerable<TestValue> Validated(CaseData prepared, int seed, int step, IReadOnlyList<RouteOutcome> outcomes) =>
        from one in prepared.Trained.Zip(outcomes, prepared.Validation.Interventions)
        from value in AlignmentTrainer.Validated(one.Second)
        let row = Found(prepared.Setup, one.First, seed, step, value.Metric, value.Value)
        select new TestValue(row with { Split = Metrics.Validation }, one.Third.Count);

    /// <summary>The controls of a method and size that depend on no alignment.</summary>
    /// <param name="floor">The no-swap control; empty where it was not asked for.</param>
    public IEnumerable<TestValue> Unaligned(CaseSetup setup, TestSet test, IReadOnlyList<RouteOutcome> floor)
    {
        IEnumerable<(string Name, IReadOnlyList<RouteOutcome?> Outcomes)> controls =
            [(Metrics.NoSwap, floor), .. test.Unaligned.Select(one => (one.Key, one.Value))];
        return from control in controls
               from one in control.Outcomes.Zip(test.Routes)
               where one.First is not null
               select new TestValue(
                   Found(setup, one.Second, null, null, control.Name, one.First.TrialIia), one.First.TrialsRight.Length);
    }

    /// <summary>The test of one alignment seed, with its controls.</summary>
    /// <param name="sizes">Dimensions per variable.</param>
    public IEnumerable<TestValue> Tested(CaseSetup setup, TestSet test, SeedEvaluation seed, IReadOnlyList<int> sizes)
    {
        for (int route = 0; route < seed.Outcomes.Count; route++)
        {
            RouteOutcome outcome = seed.Outcomes[route];
            Route tested = test.Routes[route];
            IReadOnlyList<Intervention> interventions = test.Interventions[route];
            TestValue Value(string metric, double value) =>
                new(Found(setup, tested, seed.Seed, seed.Step, metric, value), interventions.Count);
            yield return Value(Metrics.TrialIia, outcome.TrialIia);
            yield return Value(Metrics.TokenIia, outcome.TokenIia);
            yield return Value(Metrics.Loss, outcome.MeanLoss);
            if (setup.LearnedSize(tested, sizes) is int size)
                yield return Value(Metrics.LearnedSize, size);
            foreach (string side in seed.Sides.Keys)
                if (seed.SideIia(side, route) is double share)
                    yield return Value(side, share) with { Samples = test.Sides[side][route].Count };
            foreach ((string control, IReadOnlyList<RouteOutcome?> outcomes) in seed.Controls)
                if (outcomes[route] is RouteOutcome controlled)
                    yield return Value(control, controlled.TrialIia) with { Samples = controlled.TrialsRight.Length };
        }
    }

    /// <summary>A value of the test of a direction.</summary>
    public MetricRow Found(CaseSetup setup, Route route, int? seed, int? step, string metric, double value)
    {
        RouteLabel label = setup.Label(route);
        return new MetricRow(
            experiment.Name, seed, step, Metrics.Test, label.Method, label.Size, label.Source, label.Target,
            data.Networks[route.Source].Site.Name, data.Networks[route.Target].Site.Name, label.Variable, label.Trained, metric, value);
    }

    /// <summary>A value of the test of a network.</summary>
    public MetricRow Found(int network, string metric, double value)
    {
        OpenedNetwork opened = data.Networks[network];
        return new MetricRow(
            experiment.Name, null, null, Metrics.Test, "", null, opened.Name, opened.Name,
            opened.Site.Name, opened.Site.Name, "", false, metric, value);
    }

    private IEnumerable<MetricRow> Rows(CaseResult result)
    {
        CaseData prepared = result.Data;
        IEnumerable<TestValue> tested =
            result.Seeds.SelectMany(seed => Tested(prepared.Setup, prepared.Test, seed.Evaluation, seed.Learned.Sizes));
        return Unaligned(prepared.Setup, prepared.Test, result.Floor ?? []).Concat(tested).Select(value => value.Row)
            .Concat(result.Seeds.SelectMany(seed => TrainingRows(prepared, seed.Evaluation.Seed, seed.Progress)));
    }

    private IEnumerable<MetricRow> NetworkRows() => NetworkValues().Select(value => value.Row);

    private IEnumerable<MetricRow> TrainingRows(CaseData prepared, int seed, TrainingProgress progress) => progress.Points.Select(point =>
        Found(prepared.Setup, prepared.Trained[point.Route], seed, point.Step, point.Metric, point.Value) with { Split = point.Split });

    private TestValue Usable(int network, string split)
    {
        RecordedPool pool = data.Pools(split)[network];
        MetricRow row = Found(network, Metrics.Usable, pool.Usable.Count(usable => usable));
        return new(row with { Split = split }, pool.Sequences.Count);
    }
}
