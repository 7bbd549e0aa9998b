using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Verdicts;
using Mas.Training;

namespace Mas.Analyses;

/// <summary>
/// What each measure says of the same pairs of networks (<c>method.md</c> section 10): MAS at the run's largest size, stitching of the same size, of
/// which each direction is trained by itself, and correlational measures of natural latents at the networks' sites.
/// </summary>
internal static class Disagreement
{
    private static readonly string[] s_correlational = ["cka-linear-debiased", "rsa-correlation-spearman", DisagreementCase.Procrustes];

    /// <summary>Every unordered pair.</summary>
    public static Analysed Add(AnalysisContext context, Analysed begun)
    {
        CaseResult mas = begun.Results.Where(result => result.Data.Case.Method.Name == Verdict.Method).MaxBy(result => result.Data.Case.Sizes.Sum())!;
        string[] names = StitchedPairs.Names(context.Data);
        AlignmentCase[] pairs = [.. StitchedPairs.Of(context.Experiment, context.Data).Select(direction => AlignmentCase.OfPair(Methods.Stitching, mas.Data.Case.Sizes, names, direction))];
        (IReadOnlyList<CaseResult> stitched, Analysed known) = begun.WithTrained(context, Analysis.Disagreement, pairs);
        IReadOnlyList<MeasuredPair> measured = Measure(context, known.Evidence);
        SimilarityValue[] similar = [.. known.Evidence.Similarity, .. measured.Select(pair => pair.Evidence())];
        MeasuredSimilarity[] all =
        [
            .. Causal(context, Verdict.Method, [.. Tested(mas)]),
            .. Causal(context, Methods.Stitching.Name, [.. stitched.SelectMany(Tested).Where(one => one.Trained)]),
            .. s_correlational.SelectMany(measure => similar.Where(value => value.Measure == measure)).Select(value =>
                new MeasuredSimilarity(value.Source, value.Target, value.Measure, IsCausal: false, value.Value, null, value.IsDistance, Rank: 0)),
        ];
        EvidenceRecord evidence = known.Evidence with { Similarity = similar, Disagreement = MeasuredSimilarity.Ranked(all) };
        return known.With(evidence, [.. stitched.Except(known.Results).SelectMany(result => Rows(context, result)), .. measured.Select(pair => pair.Row(context.Experiment.Name))]);
    }

    private static IEnumerable<DirectionResult> Tested(CaseResult result) =>
        DirectionSummary.Of(result.Data.Test, result.Data.Setup.Label, [.. result.Seeds.Select(seed => seed.Evaluation)], result.Floor)
            .Select(one => one.Result).Where(one => one.Source != one.Target);

    private static IEnumerable<MetricRow> Rows(AnalysisContext context, CaseResult result)
    {
        return result.Seeds.SelectMany(seed => seed.Evaluation.Outcomes.Select((outcome, route) =>
            context.Metrics.Found(result.Data.Setup, result.Data.Test.Routes[route], seed.Evaluation.Seed, seed.Evaluation.Step, Metrics.PairTrialIia, outcome.TrialIia)));
    }

    private static IEnumerable<MeasuredSimilarity> Causal(AnalysisContext context, string measure, IReadOnlyList<DirectionResult> directions)
    {
        IReadOnlyList<OpenedNetwork> networks = context.Data.Networks;
        for (int one = 0; one < networks.Count; one++)
            for (int other = one + 1; other < networks.Count; other++)
            {
                (string first, string second) = (networks[one].Name, networks[other].Name);
                DirectionResult[] there = [.. directions.Where(direction => direction.Source == first && direction.Target == second)];
                DirectionResult[] back = [.. directions.Where(direction => direction.Source == second && direction.Target == first)];
                DirectionResult? worst = there.Concat(back).MinBy(direction => direction.Corrected);
                // Without one of the two, or where a floor is 1, there is no value.
                if (there.Length > 0 && back.Length > 0 && there.Concat(back).All(direction => direction.Corrected is not null))
                    yield return new MeasuredSimilarity(first, second, measure, IsCausal: true, worst!.Corrected!.Value, worst.CorrectedInterval, IsDistance: false, Rank: 0);
                else
                    context.Warn($"{first} and {second} have no value of {measure} among the measures that are compared: a direction between them was not tested, or its floor is 1.");
            }
    }

    private static IReadOnlyList<MeasuredPair> Measure(AnalysisContext context, EvidenceRecord evidence)
    {
        string[] missing = [.. s_correlational.Where(measure => !evidence.Similarity.Any(value => value.Measure == measure))];
        if (missing.Length == 0)
            return [];
        RecordedSite[] sites = [.. context.Data.Networks.Zip(context.Data.Pools(Metrics.Test), (network, pool) => new RecordedSite(network, network.Site, pool))];
        IReadOnlyList<MeasuredPair> measured = SimilarityStage.Measure(sites, missing, permutations: 0, (ulong)context.Experiment.Seed, context.Options, context.Stop);
        foreach (string sentence in SimilarityStage.Warnings(measured).Except(context.Journal.Record.Warnings))
            context.Warn(sentence);
        return measured;
    }
}
