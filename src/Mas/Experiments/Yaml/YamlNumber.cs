using System.Text.RegularExpressions;

namespace Mas.Experiments.Yaml;

/// <summary>Numbers of the YAML 1.2 core schema, decimal ones only; infinities and NaN are no setting of anything.</summary>
internal static partial class YamlNumber
{
    public static double? Parse(string text) =>
        Real().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Real();
}
