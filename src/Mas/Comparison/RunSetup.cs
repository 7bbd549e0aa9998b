using Mas.Alignments;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>What a run does, for people: label and value in the report's order.</summary>
internal static class RunSetup
{
    private const string TaskLabel = "Task", SiteLabel = "Site", SeedLabel = "Data seed";

    public static IReadOnlyList<KeyValuePair<string, string>> Of(Experiment experiment)
    {
        AlignmentOptions alignment = experiment.Alignment;
        if (experiment.IsOfMatrices)
            return [new("Compared", "matrices of dissimilarities, as they are given"),
                new("Measures", string.Join(", ", experiment.Evaluation.Similarity))];
        TrainingOptions training = alignment.ToTraining();
        return
        [
            new(TaskLabel, Each(experiment, network => experiment.TaskOf(network).Description)),
            new(SiteLabel, experiment.Sites.Count > 1 ? string.Join(", ", experiment.Sites) : Each(experiment, experiment.SiteOf)),
            new("Method", string.Join(", ", alignment.Methods.Select(method => method.Word()))),
            new("Exchanged variable",
                string.Join(", ", alignment.Variables.Select(variable => variable.Label)) + (alignment.Joint ? "; several at once" : "")),
            new("Subspace size", string.Join(", ", alignment.Sizes.Select(size =>
                size.PerVariable is null ? "full (the smallest width)" : string.Join(" + ", size.PerVariable)))),
            new("Alignment", Alignment(alignment)),
            new("Mask",
                (alignment.Mask?.Word ?? "the method's own") + (alignment.Extraneous ? ", the remainder is trained to do nothing" : "")),
            new("Interventions per direction", Invariant($"{alignment.Train} training, {alignment.Validation} validation, ")
                + Invariant($"{alignment.Test} test; {alignment.Scheme.Word()} scheme")
                + (alignment.Score == ScoredPredictions.First ? ", scored at the intervened position alone" : "")),
            new("Training", Invariant($"Adam, learning rate {training.LearningRate}, batch {training.Batch} per direction, ")
                + Invariant($"at most {training.Steps} steps")),
            new("Stops", Stops(training)),
            new(SeedLabel, Invariant($"{experiment.Seed}")),
            new("Alignment seeds", string.Join(", ", alignment.Seeds)),
        ];
    }

    /// <summary>The same of a run on texts whose models are only compared, because they do not share a tokeniser.</summary>
    /// <param name="measures">What is measured.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> OfSimilarity(Experiment experiment, IReadOnlyList<string> measures) =>
    [
        .. Of(experiment).Where(one => one.Key is TaskLabel or SiteLabel or SeedLabel), new("Measures", string.Join(", ", measures)),
    ];

    private static string Stops(TrainingOptions training) =>
        Invariant($"when every trained direction reaches {training.Stop.Target} on validation, or after {training.Stop.Patience} steps ")
        + Invariant($"without the loss falling by {training.Stop.Improvement}")
        + (training.Stop.HopelessAfter < training.Steps
            ? Invariant($", or if no better than chance after {training.Stop.HopelessAfter} steps") : "")
        + (training.Stop.Futile ? ", or if it rises too slowly to get there; " : "; ")
        + (training.Keep == KeptCheckpointRule.Last ? "the last checkpoint is kept"
            : "the checkpoint that is best on validation, by its worst trained direction, is kept");

    // One value for all networks, or each network's own.
    private static string Each(Experiment experiment, Func<NetworkOptions, string> value)
    {
        string[] values = [.. experiment.Networks.Select(value)];
        return values.Distinct().Count() == 1 ? values[0]
            : string.Join("; ", experiment.Networks.Zip(values, (network, own) => $"{network.Name}: {own}"));
    }

    private static string Alignment(AlignmentOptions alignment)
    {
        AlignmentDesign design = alignment.Design;
        bool isParametrised = design is { Family: AlignmentFamily.Orthogonal, Parametrisation: not Parametrisation.Auto };
        string family = design.Family.Word() + (isParametrised ? $", {design.Parametrisation.Word()}" : "");
        string through = design.Nonlinearity == Nonlinearity.Identity ? "" : $" through {design.Nonlinearity.Word()}";
        string normalised = design.Normalise == Normalise.None ? "" : $", normalise {design.Normalise.Word()}{through}";
        string start = AlignmentFactory.HasOrthogonalBase(design)
            ? $"{alignment.Start.Word()} start" : "a start of its own, neither aligned nor random";
        return $"{family}{normalised}, {start}";
    }
}
