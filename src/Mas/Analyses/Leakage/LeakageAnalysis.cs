using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Analyses.Leakage;

/// <summary>The analysis <c>leakage</c> (<c>method.md</c> section 10): how much of what an alignment reads is activity that the source's
/// own behaviour does not depend on, what is lost when that activity is exchanged, and whether it alone is enough. For the run's methods
/// and sizes, and beside them stitching and linear stitching.</summary>
internal static class LeakageAnalysis
{
    /// <summary>The analysis <c>leakage</c>.</summary>
    public static AnalysisDescription Description { get; } = new("leakage", "How much of what the alignments read does the source itself not use?", Run)
    {
        Against = Against,
        TrainsAnew = true,
        Needs = ["null-space"],
        Evidence = nameof(EvidenceRecord.Leakage),
        Metrics = [Metrics.NullEnergy, Metrics.NullExchanged, Metrics.NullOnly],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        if (experiment.Alignment.LearnsSizes)
            yield return "leakage stitches at the sizes of the experiment, and the learned mask finds its own; use mask fixed, or leave leakage out";
    }

    // From the run's own start and, where the run has tried that, from a random one.
    private static AnalysisOutcome Run(AnalysisContext context)
    {
        NullSpace[] spaces = [.. context.Shared.NullSpaces.Select(one => one.Space)];
        AlignmentCase[] pairs = [.. LeakageCases.Stitched(
            StitchedPairs.Names(context.Data), StitchedPairs.Of(context.Experiment, context.Data), [.. context.Results.Select(result => result.Data.Case)])];
        IReadOnlyList<CaseResult> stitched = context.Shared.Trained(Description.Word, pairs), random = context.Shared.RandomStarts;
        List<Measured> measured = [.. Measure(context, spaces, context.Experiment.Alignment.Start.Word(), [.. context.Results.Union(stitched)], isOther: false)];
        if (random.Count > 0)
        {
            AlignmentCase[] missing = [.. pairs.Where(own => !own.Method.IsAffinePair && CaseResult.Find(random, own) is null)];
            CaseResult[] further = context.Training.Run(Description.Word + "-random", SharedFindings.FromRandom(context.Experiment), missing);
            measured.AddRange(Measure(context, spaces, AlignmentStart.Random.Word(), [.. random, .. further], isOther: true));
        }
        return new AnalysisOutcome(context.Evidence with { Leakage = [.. measured.Select(one => one.Result())] }, measured.SelectMany(one => one.Rows(context.Metrics)));
    }

    private static IEnumerable<Measured> Measure(AnalysisContext context, IReadOnlyList<NullSpace> spaces, string start, IReadOnlyList<CaseResult> results, bool isOther)
    {
        AlignmentCase[] largest = [.. results.Select(result => result.Data.Case).Where(one => LeakageCases.IsLargest(one, results.Select(result => result.Data.Case)))];
        IReadOnlyList<CaseResult> nullOnly = NullOnlyTransfer.Train(context, spaces, largest, isOther ? AlignmentStart.Random : context.Experiment.Alignment.Start);
        using var withoutNull = new ExchangedActivity(context, [.. spaces.Select(space => (Func<Tensor, Tensor>)space.Part)]);
        IReadOnlyList<Activity> recordings = withoutNull.Of(Metrics.Test);
        return [.. results.SelectMany(result => Measure(context, spaces, result, recordings, nullOnly.FirstOrDefault(one => one.Data.Case == result.Data.Case)))
            .Select(one => one with { Start = start, IsOther = isOther })];
    }

    private static IEnumerable<Measured> Measure(
        AnalysisContext context, IReadOnlyList<NullSpace> spaces, CaseResult result, IReadOnlyList<Activity> exchanged, CaseResult? nullOnly)
    {
        RouteOutcome[][] withoutNull = [.. result.Seeds.Select(seed => context.Outcomes(seed, result.Data.Test, exchanged))];
        double?[][] energies = [.. result.Seeds.Select(seed => ReadEnergy.Of(context.Data, result.Data, seed, spaces))];
        IReadOnlyList<RouteOutcome> floor = result.Floor ?? result.Data.Test.Unchanged(context.Run.Options.Threads);
        return result.Data.Test.Routes.Select((route, r) => (route, r)).Where(one => !result.Data.Setup.IsRemainder(one.route))
            .Select(one => new Measured(result, one.r, floor[one.r].TrialIia, [.. energies.Select(seed => seed[one.r])], [.. withoutNull.Select(seed => seed[one.r])], nullOnly));
    }

    // One tested direction of one method and size, over its seeds.
    private sealed record Measured(CaseResult Case, int Route, double Floor, double?[] Energy, RouteOutcome[] Exchanged, CaseResult? NullOnly)
    {
        public string Start { get; init; } = "";

        public bool IsOther { get; init; }

        public LeakageResult Result()
        {
            RouteLabel label = Case.Data.Setup.Label(Case.Data.Test.Routes[Route]);
            bool[][] natural = Case.TrialsRight(Route), exchanged = [.. Exchanged.Select(outcome => outcome.TrialsRight)];
            PairedDifference change = PairedDifference.Of(exchanged, natural);
            return new LeakageResult
            {
                Source = label.Source,
                Target = label.Target,
                Variable = label.Variable,
                Method = label.Method,
                Size = label.Size,
                Trained = label.Trained,
                Start = Start,
                EnergyShare = Energy.Average(),
                TrialIia = AccuracyInterval.Of(natural),
                NullExchanged = AccuracyInterval.Of(exchanged),
                Change = change.Mean,
                ChangeInterval = change.Interval,
                NullOnly = NullOnly is null ? null : AccuracyInterval.Of(NullOnly.TrialsRight(Route)),
                Floor = Floor,
            };
        }

        public IEnumerable<MetricRow> Rows(RunMetrics metrics)
        {
            for (int s = 0; s < Case.Seeds.Count; s++)
            {
                MetricRow Row(CaseResult from, string metric, double value) => metrics.Found(
                    Case.Data.Setup, Case.Data.Test.Routes[Route], from.Seeds[s].Evaluation.Seed, from.Seeds[s].Evaluation.Step, IsOther ? Metrics.Via(metric, Start) : metric, value);
                if (Energy[s] is double share)
                    yield return Row(Case, Metrics.NullEnergy, share);
                yield return Row(Case, Metrics.NullExchanged, Exchanged[s].TrialIia);
                if (NullOnly is not null)
                    yield return Row(NullOnly, Metrics.NullOnly, NullOnly.Seeds[s].Evaluation.Outcomes[Route].TrialIia);
            }
        }
    }
}
