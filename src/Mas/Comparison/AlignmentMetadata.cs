using Mas.Alignments;
using Mas.Experiments;

namespace Mas.Comparison;

/// <summary>What <c>alignments.safetensors</c> says of itself: enough to use it in any language.</summary>
internal static class AlignmentMetadata
{
    /// <summary>Name of the file in a run's folder.</summary>
    public const string FileName = "alignments.safetensors";

    /// <summary>The entry that says how the file is written, and what this version writes.</summary>
    public const string FormatKey = "format", Format = "mas alignments 1";

    public static IReadOnlyDictionary<string, string> Of(Experiment experiment, RunData data, IReadOnlyList<AlignmentCase> cases) => new Dictionary<string, string>
    {
        [FormatKey] = Format,
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
        ["normalise"] = experiment.Alignment.Design.Normalise.Word(),
        ["nonlinearity"] = experiment.Alignment.Design.Nonlinearity.Word(),
        ["use"] = UseOf(experiment.Alignment.Design),
        ["tensors"] = $"{(cases.Count > 1 ? "<method>-<size>." : "")}seed-<seed>.<network>.<name>: of an orthogonal family factor [width, size] and, but for stiefel, "
            + "matrix [width, width]; of any family its parameters and constants, such as base [width, width] and parameter [width, size]",
    };

    private static string UseOf(AlignmentDesign design) => design switch
    {
        { Family: AlignmentFamily.Orthogonal, Normalise: Normalise.None } =>
            "latents are rows: z = h @ matrix, h = z @ matrix.T; factor = matrix[:, :size]; "
            + "the intervention is h_target + (h_source @ factor_source - h_target @ factor_target) @ factor_target.T",
        { Family: AlignmentFamily.Orthogonal, Nonlinearity: Nonlinearity.Identity } =>
            "latents are rows: x = (h - mean) / deviation, z = x @ matrix, x = z @ matrix.T, h = x * deviation + mean; factor = matrix[:, :size]",
        _ => "latents are rows; docs/experiment-file.md names the families, and the documentation of each alignment function gives its formula from the parameters and constants that stand here",
    };
}
