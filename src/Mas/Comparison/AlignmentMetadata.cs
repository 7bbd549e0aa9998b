using Mas.Alignments;
using Mas.Experiments;

namespace Mas.Comparison;

/// <summary>What the archive of a run says of itself: enough to use it in any language.</summary>
internal static class AlignmentMetadata
{
    public static Dictionary<string, string> Of(ComparisonContext context, IReadOnlyList<AlignmentCase> cases) => new()
    {
        ["run"] = context.Experiment.Name,
        ["method"] = string.Join(',', cases.Select(own => own.Method.Name).Distinct()),
        ["family"] = context.Experiment.Alignment.Design.Family.Word(),
        ["parametrisation"] = context.Experiment.Alignment.Design.Parametrisation.Word(),
        ["start"] = context.Experiment.Alignment.Start.Word(),
        ["variable"] = string.Join(',', context.Experiment.Alignment.Variables.Select(variable => variable.Label)),
        ["size"] = string.Join(',', cases.Select(own => string.Join('+', own.Sizes)).Distinct()),
        ["seeds"] = string.Join(',', context.Experiment.Alignment.Seeds),
        ["networks"] = string.Join(',', context.Data.Networks.Select(network => network.Name)),
        ["sites"] = string.Join(',', context.Data.Networks.Select(network => network.Site.Name)),
        ["normalise"] = context.Experiment.Alignment.Design.Normalise.Word(),
        ["nonlinearity"] = context.Experiment.Alignment.Design.Nonlinearity.Word(),
        ["use"] = UseOf(context.Experiment.Alignment.Design),
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
