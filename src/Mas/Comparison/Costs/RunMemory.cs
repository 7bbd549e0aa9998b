using Mas.Networks;

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
        MemoryPart[] data =
        [
            weights, sequences, kept, InterventionParts.Kept(shape), ControlParts.Kept(shape), InterventionParts.Continuations(shape),
        ];
        MemoryPart[] aligned = [.. data, AlignmentParts.Learned(shape)];
        return new(
        [
            NetworkParts.Training(shape),
            new("recording natural activity", [weights, sequences, whole, NetworkParts.Recording(shape)]),
            .. shape.Experiment.Evaluation.Similarity.Count == 0 ? (MemoryStage[])[]
                : [new("measuring similarity", [weights, sequences, whole, Similarity(shape)])],
            new("working out the controls", [weights, sequences, whole, InterventionParts.Kept(shape), ControlParts.Finding(shape)]),
            new("working out the starts", [.. data, AlignmentParts.Starts(shape), AlignmentParts.Starting(shape)]),
            new("aligning", [.. aligned, AlignmentParts.Starts(shape), AlignmentParts.InTraining(shape), StepParts.Step(shape)]),
            new("testing", [.. aligned, AlignmentParts.Starts(shape), AlignmentParts.InTraining(shape), StepParts.Evaluation(shape)]),
            .. analyses.Select(analysis => analysis with { Parts = [.. aligned, .. analysis.Parts] }),
        ]);
    }

    private static MemoryPart Similarity(RunShape shape) => SimilarityParts.Of(
        shape.Experiment.Evaluation.Similarity, [.. shape.Networks.Select(network => network.Width)], shape.Threads);

    /// <summary>Of correlational measures alone, on test sequences.</summary>
    /// <param name="isEverySite">Every site of every network in place of the one that the experiment names.</param>
    public static MemoryEstimate OfSimilarity(RunShape shape, IReadOnlyList<string> measures, bool isEverySite)
    {
        (NetworkShape Network, Site Site)[] read = [.. shape.Networks.SelectMany(network =>
            isEverySite ? network.Cost.Sites.Select(site => (network, site)) : [(network, network.Site)])];
        double activity = read.Sum(one => one.Network.RecordedAt(one.Site, one.Network.Sequences(shape.Alignment.Test)));
        MemoryPart[] data =
        [
            NetworkParts.Weights(shape), NetworkParts.Sequences(shape),
            new("natural activity", activity, "alignment.test", "lower alignment.test, or compare fewer sites or networks"),
        ];
        return new(
        [
            NetworkParts.Training(shape),
            new("recording natural activity", [.. data, NetworkParts.Recording(shape)]),
            new("measuring similarity", [.. data, SimilarityParts.Of(measures, [.. read.Select(one => one.Site.Width)], shape.Threads)]),
        ]);
    }

    /// <summary>Of the exchange of the whole latent, one site after the other, on test sequences.</summary>
    public static MemoryEstimate OfCheck(RunShape shape)
    {
        double site = shape.Networks.Max(network => network.Cost.Sites.Max(site =>
            network.RecordedAt(site, network.Sequences(shape.Alignment.Test))));
        MemoryPart[] data =
        [
            NetworkParts.Weights(shape), NetworkParts.Sequences(shape), NetworkParts.Activity(shape, isWhole: true),
            new("natural activity of one site", site, "alignment.test", "lower alignment.test"),
        ];
        return new(
        [
            NetworkParts.Training(shape),
            new("recording natural activity", [.. data, NetworkParts.Recording(shape)]),
            new("exchanging the whole latent", [.. data, InterventionParts.Kept(shape), StepParts.Evaluation(shape)]),
        ]);
    }
}
