using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Training;

namespace Mas.Analyses.Leakage;

/// <summary>The analysis <c>leakage</c> (<c>method.md</c> section 10): how much of what an alignment reads is activity that the source's
/// own behaviour does not depend on, what is lost when that activity is exchanged, and whether it alone is enough. For the run's methods
/// and sizes, and beside them stitching and linear stitching.</summary>
internal static class LeakageAnalysis
{
    public static AnalysisDescription Description { get; } = new(
        "leakage", "How much of what the alignments read does the source itself not use?", Run)
    {
        Against = experiment => experiment.Alignment.LearnsSizes
            ? ["leakage stitches at the sizes of the experiment, and the learned mask finds its own; use mask fixed, or leave leakage out"]
            : [],
        TrainsAnew = true,
        Needs = ["null-space"],
        // Latents with exchanged parts, like the natural ones.
        Memory = shape => [AnalysisMemory.Part("leakage", NetworkParts.Activity(shape, isWhole: true).Bytes)],
        Evidence = [nameof(EvidenceRecord.Leakage)],
        Metrics = [Metrics.NullEnergy, Metrics.NullExchanged, Metrics.NullOnly],
    };

    // From the run's own start and, where the run has tried that, from a random one.
    private static AnalysisOutcome Run(AnalysisContext context)
    {
        NullSpace[] spaces = [.. context.Shared.NullSpaces.Select(one => one.Space)];
        IReadOnlyList<Direction> directions = StitchedPairs.Of(context.Experiment, context.Data);
        AlignmentCase[] pairs = Stitched(StitchedPairs.Names(context.Data), directions, Cases(context.Results));
        IReadOnlyList<CaseResult> stitched = context.Shared.Trained(Description.Word, pairs), random = context.Shared.RandomStarts;
        AlignmentStart start = context.Experiment.Alignment.Start;
        List<Measured> measured = [.. Measure(context, spaces, start, [.. context.Results.Union(stitched)], isOther: false)];
        if (random.Count > 0)
        {
            AlignmentCase[] missing = [.. pairs.Where(variant => !variant.Method.IsAffinePair && CaseResult.Find(random, variant) is null)];
            Experiment fromRandom = SharedFindings.FromRandom(context.Experiment);
            CaseResult[] further = context.Training.Run(Description.Word + "-random", fromRandom, missing);
            measured.AddRange(Measure(context, spaces, AlignmentStart.Random, [.. random, .. further], isOther: true));
        }
        return new AnalysisOutcome(
            context.Evidence with { Leakage = [.. measured.Select(one => one.Result())] }, measured.SelectMany(one => one.Rows(context)));
    }

    /// <summary>Stitching and linear stitching at each size, each pair of networks by itself.</summary>
    /// <param name="names">[networks]</param>
    /// <param name="own">The run's methods and sizes.</param>
    public static AlignmentCase[] Stitched(IReadOnlyList<string> names, IReadOnlyList<Direction> pairs, IReadOnlyList<AlignmentCase> own) =>
        [.. from sizes in own.Select(one => one.Sizes).Distinct()
            from method in (Method[])[Methods.Stitching, Methods.LinearStitching]
            from direction in pairs
            select AlignmentCase.OfPair(method, sizes, names, direction)];

    /// <summary>Whether the null part alone is tried with it: of each method its largest size.</summary>
    public static bool IsLargest(AlignmentCase one, IEnumerable<AlignmentCase> all) =>
        one.Sizes.Sum() == all.Where(other => other.Method.Name == one.Method.Name).Max(other => other.Sizes.Sum());

    private static AlignmentCase[] Cases(IEnumerable<CaseResult> results) => [.. results.Select(result => result.Data.Case)];

    private static IEnumerable<Measured> Measure(
        AnalysisContext context, IReadOnlyList<NullSpace> spaces, AlignmentStart start, IReadOnlyList<CaseResult> results, bool isOther)
    {
        AlignmentCase[] cases = Cases(results), largest = [.. cases.Where(one => IsLargest(one, cases))];
        IReadOnlyList<CaseResult> nullOnly = NullOnlyTransfer.Train(context, spaces, largest, start);
        using var withoutNull = new ExchangedActivity(context, [.. spaces.Select(space => (Func<Tensor, Tensor>)space.Part)]);
        IReadOnlyList<Activity> recordings = withoutNull.Of(Metrics.Test);
        return [.. results.SelectMany(result =>
                Measure(context, spaces, result, recordings, nullOnly.FirstOrDefault(one => one.Data.Case == result.Data.Case)))
            .Select(one => one with { Start = start.Word(), IsOther = isOther })];
    }

    private static IEnumerable<Measured> Measure(
        AnalysisContext context, IReadOnlyList<NullSpace> spaces, CaseResult result, IReadOnlyList<Activity> exchanged,
        CaseResult? nullOnly)
    {
        RouteOutcome[][] withoutNull = [.. result.Seeds.Select(seed => context.Outcomes(seed, result.Data.Test, exchanged))];
        double?[][] energies = [.. result.Seeds.Select(seed => ReadEnergy.Of(context.Data, result.Data, seed, spaces))];
        IReadOnlyList<RouteOutcome> floor = result.Floor ?? result.Data.Test.Unchanged(context.Run.Options.Threads);
        return Enumerable.Range(0, result.Data.Test.Routes.Count).Where(r => !result.Data.Setup.IsRemainder(result.Data.Test.Routes[r]))
            .Select(r => new Measured(
                result, r, floor[r].TrialIia, [.. energies.Select(seed => seed[r])], [.. withoutNull.Select(seed => seed[r])], nullOnly));
    }

    // One tested direction of one method and size, over its seeds.
    private sealed record Measured(
        CaseResult Case, int Route, double Floor, double?[] Energy, RouteOutcome[] Exchanged, CaseResult? NullOnly,
        string Start = "", bool IsOther = false)
    {

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

        public IEnumerable<MetricRow> Rows(AnalysisContext context)
        {
            for (int s = 0; s < Case.Seeds.Count; s++)
            {
                MetricRow Row(CaseResult from, string metric, double value) => context.Found(
                    Case, Case.Data.Test.Routes[Route], from.Seeds[s], IsOther ? Metrics.Via(metric, Start) : metric, value);
                if (Energy[s] is double share)
                    yield return Row(Case, Metrics.NullEnergy, share);
                // As a control of the run it has been measured already.
                if (!Case.Seeds[s].Evaluation.Controls.ContainsKey(Metrics.NullExchanged))
                    yield return Row(Case, Metrics.NullExchanged, Exchanged[s].TrialIia);
                if (NullOnly is not null)
                    yield return Row(NullOnly, Metrics.NullOnly, NullOnly.Seeds[s].Evaluation.Outcomes[Route].TrialIia);
            }
        }
    }
}
