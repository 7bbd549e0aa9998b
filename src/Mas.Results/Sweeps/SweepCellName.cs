using System.Text.RegularExpressions;

namespace Mas.Results.Sweeps;

/// <summary>Names of cells: folders on every system, told apart by what varies.</summary>
internal static partial class SweepCellName
{
    /// <summary>Characters of a name; longer ones are cut, and a hash of the whole is put at their end.</summary>
    public const int Longest = 120;

    /// <summary>Whether a word can be a cell's folder, and leads nowhere else.</summary>
    public static bool IsSafe(string name) => name.Length <= Longest && Safe().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9._=+-]*[A-Za-z0-9])?\z")]
    private static partial Regex Safe();
}
