using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>Something that a run lacks.</summary>
/// <param name="What">In words.</param>
/// <param name="Yaml">The line that would run it.</param>
internal sealed record MissingEvidence(string What, string Yaml)
{
    public const string Stitching = "alignment: { method: [mas, stitching] }", Seeds = "alignment: { seeds: [1, 2, 3] }", Similarity = "evaluation: { similarity: [cka-linear-debiased] }";

    public static string Analysis(string word) => $"analyses: [{word}]";

    /// <summary>Whether the run has stitched, for its own results or within an analysis.</summary>
    public static bool HasStitching(RunRecord run)
    {
        EvidenceRecord evidence = run.Evidence ?? new EvidenceRecord();
        return run.Directions.Select(direction => direction.Method).Concat(evidence.Leakage.Select(one => one.Method))
            .Concat(evidence.SmallestSubspace.Select(curve => curve.Method)).Concat(evidence.Disagreement.Select(one => one.Measure))
            .Any(MethodName.IsStitching);
    }

    public static IReadOnlyList<MissingEvidence> Of(RunRecord run)
    {
        EvidenceRecord evidence = run.Evidence ?? new EvidenceRecord();
        HashSet<string> controls = [.. run.Directions.SelectMany(direction => direction.Controls).Select(control => control.Name)];
        HashSet<string> methods = [.. run.Directions.Select(direction => direction.Method)];
        bool isPair = run.Networks.Count > 1;
        return [.. new (bool Has, string What, string Yaml)[]
        {
            (!isPair || HasStitching(run) || !methods.Contains(Verdict.Method), "stitching beside MAS", Stitching),
            (run.Directions.All(direction => direction.Seeds.Count >= AccuracyInterval.SeedsForVariance), "intervals over alignment seeds", Seeds),
            (controls.Contains(Metrics.Untrained), "control: untrained networks", Analysis("untrained")),
            (controls.Contains(Metrics.WrongVariable), "control: another variable", Analysis("wrong-variable")),
            (evidence.SmallestSubspace.Count > 0, "smallest subspace", Analysis("smallest-subspace")),
            (evidence.NullSpaces.Count > 0, "behavioural null space", Analysis("null-space")),
            (evidence.Leakage.Count > 0, "null-space leakage", Analysis("leakage")),
            (evidence.Cycles.Count > 0 || !isPair, "cycles", Analysis("cycles")),
            (evidence.Angles.Count > 0, "angles between subspaces", Analysis("angles")),
            (evidence.OffManifold.Count > 0, "off-manifold gauge", Analysis("off-manifold")),
            (evidence.RandomStart.Count > 0, "random start", Analysis("random-start")),
            (evidence.Similarity.Count > 0 || !isPair, "correlational similarity", Similarity),
            (evidence.Disagreement.Count > 0 || !isPair, "where measures disagree", Analysis("disagreement")),
        }.Where(one => !one.Has).Select(one => new MissingEvidence(one.What, one.Yaml))];
    }
}
