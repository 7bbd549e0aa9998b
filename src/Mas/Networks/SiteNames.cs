using System.Text.RegularExpressions;

namespace Mas.Networks;

/// <summary>Names that a network may give to its sites: they stand in files and in tables.</summary>
internal static partial class SiteNames
{
    /// <summary>What a name consists of, for a message.</summary>
    public const string Wanted = "at most 64 of the letters a-z and A-Z, digits, '.', '_' and '-', with a letter or digit first";

    public static bool Are(string name) => Allowed().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Allowed();
}
