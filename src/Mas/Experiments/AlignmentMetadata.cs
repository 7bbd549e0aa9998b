namespace Mas.Experiments;

/// <summary>What <c>alignments.safetensors</c> says of itself: enough to use it in any language.</summary>
internal static class AlignmentMetadata
{
    /// <summary>Name of the file in a run's folder.</summary>
    public const string FileName = "alignments.safetensors";

    public static IReadOnlyDictionary<string, string> Of(Experiment experiment, RunData data, IReadOnlyList<AlignmentCase> cases) => new Dictionary<string, string>
    {
        ["format"] = "mas alignments 1",
        ["run"] = experiment.Name,
        ["method"] = string.Join(',', cases.Select(own => own.Method.Name).Distinct()),
        ["family"] = experiment.Alignment.Design.Family.Word(),
        ["parametrisation"] = experiment.Alignment.Design.Parametrisation.Word(),
        ["start"] = experiment.Alignment.Start.Word(),
        ["variable"] = string.Join(',', experiment.Alignment.Variables.Select(variable => variable.Label)),
        ["size"] = string.Join(',', cases.Select(own => string.Join('+', own.Sizes)).Distinct()),
        ["seeds"] = string.Join(',', experiment.Alignment.Seeds),
        ["networks"] = string.Join(',', data.Networks.Select(network => network.Name)),
        ["sites"] = string.Join(',', data.Networks.Select(network => network.Site.Name)),
        ["use"] = "latents are rows: z = h @ matrix, h = z @ matrix.T; factor = matrix[:, :size]; "
            + "the intervention is h_target + (h_source @ factor_source - h_target @ factor_target) @ factor_target.T",
        ["tensors"] = "seed-<seed>.<network>.matrix [width, width], .factor [width, size], .base [width, width], .parameter [width, size]",
    };
}
