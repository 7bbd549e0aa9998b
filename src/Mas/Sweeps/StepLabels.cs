using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Mas.Experiments.Yaml;
using Mas.Results.Sweeps;

namespace Mas.Sweeps;

/// <summary>Names of cells by what varies, such as <c>size=2_method=das</c>. A value that is added at the end of a list changes no name
/// that
/// was there.</summary>
internal static partial class StepLabels
{
    private const int LongestValue = 40, HashLetters = 6;

    /// <summary>Each key's shortest end that no other key has.</summary>
    public static IReadOnlyDictionary<string, string> ShortKeys(IReadOnlyList<string> keys) =>
        keys.ToDictionary(key => key, key => Ends(key).First(end => keys.Count(other => Ends(other).Contains(end)) == 1));

    /// <summary>What stands for each value of a key: itself as far as a folder's name can hold it, and where an earlier one looks the same,
    /// a hash too.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<YamlNode> values)
    {
        var labels = new List<string>();
        foreach (YamlNode value in values)
        {
            string text = Text(value), safe = Unsafe().Replace(text, "-").Trim('-', '.', '_');
            bool isCut = safe.Length is 0 or > LongestValue;
            string label = isCut ? $"{safe[..Math.Min(safe.Length, LongestValue)]}~{Hash(YamlFlow.Of(value))}" : safe;
            labels.Add((labels.Contains(label) ? $"{label}~{Hash(YamlFlow.Of(value))}" : label).Replace('~', '-').TrimStart('-'));
        }
        return labels;
    }

    /// <summary>The name of a cell; a long one is cut, and has a hash of the whole at its end.</summary>
    public static string Cell(IEnumerable<SweepStep> steps)
    {
        string name = string.Join('_', steps.Select(step => step.Label).Where(label => label != ""));
        if (name.Length == 0)
            return "all";
        return name.Length <= SweepCellName.Longest ? name
            : $"{name[..(SweepCellName.Longest - HashLetters - 1)].TrimEnd('-', '.', '_', '=', '+')}-{Hash(name)}";
    }

    // Of a path its last part, of a list its items.
    private static string Text(YamlNode value) => value switch
    {
        YamlScalar scalar => scalar.Text.TrimEnd('/').Split('/')[^1],
        YamlList list => string.Join('-', list.Items.Select(Text)),
        _ => YamlFlow.Of(value),
    };

    private static IEnumerable<string> Ends(string key)
    {
        string[] parts = key.Split('.');
        return Enumerable.Range(1, parts.Length).Select(count => string.Join('.', parts[^count..]));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLetters];

    [GeneratedRegex("[^A-Za-z0-9.]+")]
    private static partial Regex Unsafe();
}
