namespace Mas.Comparison.Costs;

/// <summary>The memory of a run, stage by stage.</summary>
internal static class RunMemory
{
    /// <param name="analyses">What each analysis that is asked for holds beside the run's data and results.</param>
    public static MemoryEstimate Of(RunShape shape, IReadOnlyList<MemoryStage> analyses)
    {
        bool isWhole = analyses.Count > 0; // analyses may look at anything
        MemoryPart weights = NetworkParts.Weights(shape), sequences = NetworkParts.Sequences(shape);
        MemoryPart whole = NetworkParts.Activity(shape, isWhole: true), kept = NetworkParts.Activity(shape, isWhole);
        MemoryPart[] data = [weights, sequences, kept, InterventionParts.Kept(shape), InterventionParts.Continuations(shape)];
        MemoryPart[] aligned = [.. data, AlignmentParts.Learned(shape)];
        return new(
        [
            NetworkParts.Training(shape),
            new("recording natural activity", [weights, sequences, whole, NetworkParts.Recording(shape)]),
            .. shape.Experiment.Evaluation.Similarity.Count == 0 ? (MemoryStage[])[]
                : [new("measuring similarity", [weights, sequences, whole, SimilarityParts.Of(shape)])],
            new("working out the starts", [.. data, AlignmentParts.Starts(shape), AlignmentParts.Starting(shape)]),
            new("aligning", [.. aligned, AlignmentParts.Starts(shape), AlignmentParts.InTraining(shape), StepParts.Step(shape)]),
            new("testing", [.. aligned, AlignmentParts.Starts(shape), AlignmentParts.InTraining(shape), StepParts.Evaluation(shape)]),
            .. analyses.Select(analysis => analysis with { Parts = [.. aligned, .. analysis.Parts] }),
        ]);
    }
}
