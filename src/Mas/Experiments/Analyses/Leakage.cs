using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results;
using Mas.Results.Evidence;
using Mas.Results.Statistics;
using static TorchSharp.torch;

namespace Mas.Experiments.Analyses;

/// <summary>
/// The analysis <c>leakage</c> (<c>method.md</c> section 10): how much of what an alignment reads is activity that the source's own behaviour does
/// not depend on, what is lost when that activity is exchanged, and whether it alone is enough. For the run's methods and sizes, and beside
/// them stitching and linear stitching.
/// </summary>
internal static class Leakage
{
    /// <summary>What the run knows, with the three figures of every direction.</summary>
    public static Analysed Add(AnalysisContext context, Analysed begun)
    {
        Analysed known = NullSpaces.Add(context, begun);
        AlignmentCase[] own = [.. known.Results.Select(result => result.Data.Case)];
        Experiment beside = context.With(alignment => alignment);
        CaseData[] prepared = [.. LeakageCases.Missing(context.Experiment.Networks, own)
            .Select(one => new CaseData(beside, one, context.Data, context.Options.Threads))];
        try
        {
            CaseResult[] stitched = prepared.Length == 0 ? [] : context.Train("leakage", beside, prepared);
            CaseResult[] all = [.. known.Results, .. stitched];
            AlignmentCase[] largest = [.. all.Select(result => result.Data.Case).Where(one => LeakageCases.IsLargest(one, all.Select(result => result.Data.Case)))];
            IReadOnlyList<IReadOnlyList<RouteOutcome[]>> nullOnly = NullOnlyTransfer.Train(context, known.NullSpaces, largest);
            using var withoutNull = new ExchangedActivity(context, [.. known.NullSpaces.Select(space => (Func<Tensor, Tensor>)space.Part)]);
            List<Measured> measured = [.. all.SelectMany(result => Measure(context, known.NullSpaces, result, withoutNull.Of(Metrics.Test), Array.IndexOf(largest, result.Data.Case) is >= 0 and var i ? nullOnly[i] : null))];
            return known.With(
                known.Evidence with { Leakage = [.. known.Evidence.Leakage, .. measured.Select(one => one.Result())] },
                measured.SelectMany(one => one.Rows(context.Metrics)));
        }
        finally
        {
            foreach (CaseData one in prepared)
                one.Dispose();
        }
    }

    private static IEnumerable<Measured> Measure(
        AnalysisContext context, IReadOnlyList<NullSpace> spaces, CaseResult result, IReadOnlyList<Recording> exchanged, IReadOnlyList<RouteOutcome[]>? nullOnly)
    {
        RouteOutcome[][] withoutNull = [.. result.Seeds.Select(seed => NullOnlyTransfer.Outcomes(context, result, seed, exchanged))];
        double?[][] energies = [.. result.Seeds.Select(seed => ReadEnergy.Of(context.Data, result.Data, seed, spaces))];
        IReadOnlyList<RouteOutcome> floor = result.Floor ?? result.Data.Test.Unchanged(context.Options.Threads);
        return result.Data.Test.Routes.Select((route, r) => (route, r)).Where(one => !result.Data.Setup.IsRemainder(one.route))
            .Select(one => new Measured(result, one.r, floor[one.r].TrialIia, [.. energies.Select(seed => seed[one.r])],
                [.. withoutNull.Select(seed => seed[one.r])], nullOnly is null ? null : [.. nullOnly.Select(seed => seed[one.r])]));
    }

    // One tested direction of one method and size, over its seeds.
    private sealed record Measured(CaseResult Case, int Route, double Floor, double?[] Energy, RouteOutcome[] Exchanged, RouteOutcome[]? NullOnly)
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
                EnergyShare = Energy.Average(),
                TrialIia = MeanAccuracy.Of(natural),
                NullExchanged = MeanAccuracy.Of(exchanged),
                Change = change.Mean,
                ChangeInterval = change.Interval,
                NullOnly = NullOnly is null ? null : MeanAccuracy.Of([.. NullOnly.Select(outcome => outcome.TrialsRight)]),
                Floor = Floor,
            };
        }

        public IEnumerable<MetricRow> Rows(RunMetrics metrics)
        {
            for (int s = 0; s < Case.Seeds.Count; s++)
            {
                MetricRow Row(string metric, double value) => metrics.Found(
                    Case.Data.Setup, Case.Data.Test.Routes[Route], Case.Seeds[s].Evaluation.Seed, Case.Seeds[s].Evaluation.Step, metric, value);
                if (Energy[s] is double share)
                    yield return Row(Metrics.NullEnergy, share);
                yield return Row(Metrics.NullExchanged, Exchanged[s].TrialIia);
                if (NullOnly is not null)
                    yield return Row(Metrics.NullOnly, NullOnly[s].TrialIia);
            }
        }
    }
}
