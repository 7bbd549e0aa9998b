using System.Text.RegularExpressions;
using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>Names that can be a file's name on every system, and stand in a table.</summary>
internal static partial class FileName
{
    private const int Longest = 100;

    /// <summary>The text as it is where it is such a name; null with an error reported where it is not.</summary>
    public static string? Check(Section section, string key, YamlNode node)
    {
        string? name = section.Value(node, key).Text();
        if (name is not null && MissingWords.Have(name))
            return section.Refuse<string>(node, key, MissingWords.Reason(name));
        return name is null || IsSafe(name) ? name : section.Refuse<string>(
            node, key, $"{node.Description} cannot be a name; wanted are at most {Longest} of the letters a-z and A-Z, digits, '.', '_' "
                + "and '-', with a letter or digit first and last, and no device of Windows");
    }

    /// <summary>Such a name from any file's name.</summary>
    public static string From(string path)
    {
        string name = Unsafe().Replace(Path.GetFileNameWithoutExtension(path), "-").Trim('.', '_', '-');
        name = name[..Math.Min(name.Length, Longest)].TrimEnd('.', '_', '-');
        return IsSafe(name) && !MissingWords.Have(name) ? name : "experiment";
    }

    public static bool IsSafe(string name) => name.Length <= Longest && Safe().IsMatch(name) && !Device().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\z")]
    private static partial Regex Safe();

    [GeneratedRegex(@"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Device();

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Unsafe();
}
