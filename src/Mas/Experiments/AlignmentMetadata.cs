using System.Globalization;

namespace Mas.Experiments;

/// <summary>What <c>alignments.safetensors</c> says of itself: enough to use it in any language.</summary>
internal static class AlignmentMetadata
{
    public static IReadOnlyDictionary<string, string> Of(Experiment experiment, IReadOnlyList<OpenedNetwork> networks, RunData data) => new Dictionary<string, string>
    {
        ["format"] = "mas alignments 1",
        ["run"] = experiment.Name,
        ["method"] = experiment.Alignment.MethodName,
        ["family"] = "orthogonal",
        ["parametrisation"] = experiment.Alignment.Parametrisation == AlignmentParametrisation.MatrixExponential ? "matrix-exponential" : "cayley",
        ["start"] = experiment.Alignment.Start.Word(),
        ["variable"] = data.Exchange.Label,
        ["size"] = data.Mask.Blocks[0].Size.ToString(CultureInfo.InvariantCulture),
        ["seeds"] = string.Join(',', experiment.Alignment.Seeds),
        ["networks"] = string.Join(',', networks.Select(network => network.Name)),
        ["sites"] = string.Join(',', networks.Select(network => network.Site.Name)),
        ["use"] = "latents are rows: z = h @ matrix, h = z @ matrix.T; factor = matrix[:, :size]; "
            + "the intervention is h_target + (h_source @ factor_source - h_target @ factor_target) @ factor_target.T",
        ["tensors"] = "seed-<seed>.<network>.matrix [width, width], .factor [width, size], .base [width, width], .parameter [width, size]",
    };
}
