using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>Something that a run may hold, and the report asks for.</summary>
/// <param name="IsIn">Whether the run holds it, or has no use for it.</param>
internal sealed record WantedEvidence(string What, string Yaml, Func<RunRecord, bool> IsIn)
{
    public const string Stitching = "alignment: { method: [mas, stitching] }", Seeds = "alignment: { seeds: [1, 2, 3] }";
    public const string Similarity = "evaluation: { similarity: [cka-linear-debiased] }";

    public static string Analysis(string word) => $"analyses: [{word}]";

    /// <summary>Whether a line would add anything: an experiment may ask for the analysis already, rule it out, have a recording, which
    /// MAS cannot write into, or have networks that see nothing in common; where the next prediction alone is scored, another variable
    /// need not change it; and where the exchange between networks shows nothing, nothing more that is measured of it does.</summary>
    public static bool CanBeDone(RunRecord run, string yaml) => run.Alignment is not { } settings
        || !(settings.RuledOut.Concat(settings.Asked).Any(word => Analysis(word) == yaml)
            || (yaml == Stitching && run.Networks.Any(network => network.Recording is not null))
            || (yaml == Similarity && settings.SharesNoSequences)
            || (yaml != Similarity && run.Verdict?.Word == Verdict.None && run.Networks.Count > 1)
            || (yaml == Analysis(Metrics.WrongVariable) && settings.ScoresNextAlone));

    public static WantedEvidence Control(string what, string name) =>
        new(what, Analysis(name), run => run.Directions.SelectMany(direction => direction.Controls).Any(control => control.Name == name));

    /// <summary>Results of an analysis.</summary>
    public static WantedEvidence Results(string what, string analysis, Func<EvidenceRecord, int> count) =>
        new(what, Analysis(analysis), run => run.Evidence is { } evidence && count(evidence) > 0);

    /// <summary>The same, but no use to a run of one network.</summary>
    public WantedEvidence OfPairs => this with { IsIn = run => run.Networks.Count < 2 || IsIn(run) };
}
