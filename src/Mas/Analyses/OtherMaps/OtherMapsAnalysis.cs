using Mas.Alignments;
using Mas.Analyses.Algorithms;
using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Records;
using Mas.Results.Verdicts;

namespace Mas.Analyses.OtherMaps;

/// <summary>The analysis <c>other-maps</c> (<c>method.md</c> section 13): an optimiser that finds nothing is no proof that nothing is
/// there. Where the alignment between two networks falls short of <c>same</c>, it is tried once more from the other start, at full width
/// and with a linear map; and where it stays below <c>different</c>, the same budget must find a copy of each network in other
/// coordinates. Where everything reaches, but reads what the source itself makes no use of, an alignment is trained that does not. Else
/// nothing is trained.</summary>
internal static class OtherMapsAnalysis
{
    private const string Word = OtherMap.Analysis;

    public static AnalysisDescription Description { get; } = new(
        Word, "Where networks do not reach one another, does another start, full width or a linear map?", Run)
    {
        Against = Against,
        TrainsAnew = true,
        IsDefault = experiment => experiment.Networks.Count == 2 && AlgorithmsAnalysis.Description.IsDefault(experiment)
            && !Against(experiment).Any(),
        Memory = Memory,
        Evidence = [nameof(EvidenceRecord.OtherMaps), nameof(EvidenceRecord.WithoutNull)],
        Metrics = [Metrics.OtherMap],
    };

    // A network beside its copy has data of its own, and all tries stay until the end; sources with exchanged parts take less.
    private static IEnumerable<MemoryPart> Memory(RunShape shape) =>
    [
        NetworkParts.Activity(shape, isWhole: true), NetworkParts.Recording(shape), InterventionParts.Kept(shape),
        InterventionParts.Continuations(shape), AlignmentParts.Starting(shape),
        AnalysisMemory.Part(Word, OtherMap.Tries.Count * AlignmentParts.Learned(shape).Bytes),
    ];

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        AlignmentOptions alignment = experiment.Alignment;
        if (!alignment.Methods.Contains(AlignmentMethod.Mas) || experiment.Networks.Count < 2)
            yield return $"{Word} tries again what MAS does not reach between networks, and there is no MAS between networks; leave it out";
        if (alignment.Design.Family != AlignmentFamily.Orthogonal)
            yield return $"{Word} sets a linear map beside the orthogonal one, and the family is {alignment.Design.Family.Word()}; "
                + "leave it out";
        if (alignment.LearnsSizes || alignment.Extraneous || alignment.Extend is not null || alignment.Joint)
            yield return $"{Word} tries sizes and maps of its own, which a learned mask, a trained remainder, variables overwritten at "
                + "once and a run that is extended do not allow; leave it out";
    }

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        CaseResult largest = context.Results.Where(result => result.Data.Case.Method.Name == Verdict.Method)
            .MaxBy(result => result.Data.Case.Sizes.Sum())!;
        IReadOnlyList<DirectionResult> directions = [.. largest.Tested().Select(tested => tested.Result)];
        var found = new List<TriedMap>();
        for (int first = 0; first < context.Data.Networks.Count; first++)
            for (int second = first + 1; second < context.Data.Networks.Count; second++)
                found.AddRange(new PairTries(context, largest, directions, first, second).Run());
        return new AnalysisOutcome(context.Evidence with
        {
            OtherMaps = [.. found.SelectMany(one => one.Results)],
            WithoutNull = [.. found.Select(one => one.WithoutNull).OfType<WithoutNullResult>()],
        }, found.SelectMany(one => one.Rows));
    }
}
