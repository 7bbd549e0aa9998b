using Mas.Comparison;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Verdicts;
using Mas.Training;

namespace Mas.Analyses.Disagreement;

/// <summary>What each measure says of the same pairs of networks (<c>method.md</c> section 10): MAS at the run's largest size, stitching of
/// the same size, of which each direction is trained by itself, and correlational measures of natural latents at the networks'
/// sites.</summary>
internal static class DisagreementAnalysis
{
    /// <summary>Correlational measures that it asks for beside those of the experiment.</summary>
    public static readonly IReadOnlyList<string> Correlational =
        ["cka-linear-debiased", "rsa-correlation-spearman", DisagreementCase.Procrustes];

    public static AnalysisDescription Description { get; } = new(
        "disagreement", "What do other measures say of the same pairs of networks?", Run)
    {
        Against = Against,
        TrainsAnew = true,
        Evidence = [nameof(EvidenceRecord.Disagreement)],
        Metrics = [Metrics.PairTrialIia],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        AlignmentOptions alignment = experiment.Alignment;
        if (alignment.LearnsSizes)
            yield return "disagreement stitches at the sizes of the experiment, and the learned mask finds its own; "
                + "use mask fixed, or leave disagreement out";
        if (!alignment.Methods.Contains(AlignmentMethod.Mas))
            yield return "disagreement compares other measures with MAS, and the method mas is not asked for; "
                + "add it under alignment.method, or leave disagreement out";
        if (experiment.Tasks.Networks.Distinct().Count() > 1)
            yield return "disagreement compares the activity of networks on the same sequences, and the networks have several tasks; "
                + "give them one, or leave disagreement out";
        if (!experiment.Evaluation.Controls.Contains(Control.NoSwap))
            yield return "disagreement compares accuracies that are corrected for chance, and the control no-swap, which measures it, is "
                + "left out; add it under evaluation.controls";
    }

    // Every unordered pair.
    private static AnalysisOutcome Run(AnalysisContext context)
    {
        CaseResult mas = context.Results.Where(result => result.Data.Case.Method.Name == Verdict.Method)
            .MaxBy(result => result.Data.Case.Sizes.Sum())!;
        string[] names = StitchedPairs.Names(context.Data);
        AlignmentCase[] pairs = [.. StitchedPairs.Of(context.Experiment, context.Data)
            .Select(direction => AlignmentCase.OfPair(Methods.Stitching, mas.Data.Case.Sizes, names, direction))];
        IReadOnlyList<CaseResult> stitched = context.Shared.Trained(Description.Word, pairs);
        IReadOnlyList<MeasuredPair> measured = Measure(context, context.Evidence);
        SimilarityValue[] similar = [.. context.Evidence.Similarity, .. measured.Select(pair => pair.Evidence())];
        MeasuredSimilarity[] all =
        [
            .. Causal(context, Verdict.Method, [.. Tested(mas)]),
            .. Causal(context, Methods.Stitching.Name, [.. stitched.SelectMany(Tested).Where(one => one.Trained)]),
            .. Correlational.SelectMany(measure => similar.Where(one => one.Measure == measure && one.HasValue))
                .Select(one => new MeasuredSimilarity(
                    one.Source, one.Target, one.Measure, IsCausal: false, one.Value!.Value, null, one.IsDistance, Rank: 0)),
        ];
        EvidenceRecord evidence = context.Evidence with { Similarity = similar, Disagreement = MeasuredSimilarity.Ranked(all) };
        IEnumerable<CaseResult> further = stitched.Except(context.Results);
        IEnumerable<MetricRow> rows = further.SelectMany(result => context.TrialRows(result, Metrics.PairTrialIia))
            .Concat(measured.Select(pair => pair.Row(context.Experiment.Name)));
        return new AnalysisOutcome(evidence, rows);
    }

    private static IEnumerable<DirectionResult> Tested(CaseResult result) =>
        result.Tested().Select(one => one.Result).Where(one => one.Source != one.Target);

    private static IEnumerable<MeasuredSimilarity> Causal(
        AnalysisContext context, string measure, IReadOnlyList<DirectionResult> directions)
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
                {
                    yield return new MeasuredSimilarity(
                        first, second, measure, IsCausal: true, worst!.Corrected!.Value, worst.CorrectedInterval, IsDistance: false,
                        Rank: 0);
                }
                else
                    context.Warn($"{first} and {second} have no value of {measure} among the measures that are compared: "
                        + "a direction between them was not tested, or its floor is 1.");
            }
    }

    private static IReadOnlyList<MeasuredPair> Measure(AnalysisContext context, EvidenceRecord evidence)
    {
        string[] missing = [.. Correlational.Except(evidence.Similarity.Select(value => value.Measure))];
        if (missing.Length == 0)
            return [];
        IReadOnlyList<MeasuredPair> measured = SimilarityStage.Measure(context.Run, missing);
        foreach (string sentence in SimilarityStage.Warnings(measured).Except(context.Run.Warnings))
            context.Warn(sentence);
        return measured;
    }
}
