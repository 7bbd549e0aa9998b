using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Verdicts;

namespace Mas.Runs;

/// <summary>What of a run's data its verdict and its report depend on, as in <see cref="AlignmentSettings"/>.</summary>
internal sealed record SetupFacts(bool EnergiesDiffer, int? NextWords, bool OneAnswer, bool SharesNoSequences);

/// <summary>The verdict of a run, and the settings that it depends on.</summary>
internal static class RunVerdict
{
    /// <param name="facts">Of its data.</param>
    public static AlignmentSettings Settings(Experiment experiment, SetupFacts facts) => new()
    {
        Family = experiment.Alignment.Design.Family.Word(),
        Normalise = experiment.Alignment.Design.Normalise.Word(),
        Start = experiment.Alignment.Start.Word(),
        Scheme = experiment.Alignment.Scheme.Word(),
        Score = experiment.Alignment.Score.Word(),
        Steps = experiment.Alignment.Steps,
        EnergiesDiffer = facts.EnergiesDiffer,
        NextWords = facts.NextWords,
        OneAnswer = facts.OneAnswer,
        SharesNoSequences = facts.SharesNoSequences,
        Asked = [.. experiment.Evaluation.Controls.Select(control => control.Word()), .. experiment.Analyses],
        RuledOut = experiment.RuledOut,
    };

    public static VerdictRecord Of(
        Experiment experiment, IReadOnlyList<DirectionResult> directions, IReadOnlyList<NetworkRecord> networks,
        AlignmentSettings settings, EvidenceRecord evidence) =>
        Verdict.Decide(new VerdictBasis(directions, networks, settings, evidence)
        {
            Same = experiment.Verdict.Same,
            Different = experiment.Verdict.Different,
        });
}
