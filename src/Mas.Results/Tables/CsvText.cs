using System.Text.RegularExpressions;

namespace Mas.Results.Tables;

/// <summary>Words in cells of a CSV file, harmless to whatever opens it: a cell that a spreadsheet would take for a formula begins with an
/// apostrophe, and what cannot be shown is written as <c>\u001b</c>. Reading takes both back, whatever the word was.</summary>
internal static partial class CsvText
{
    public static string Write(string word)
    {
        // A word that looks as if it were protected is protected once more.
        string shown = Printable.Of(Escaped().Replace(word, $"{Printable.Escape('\\')}$1"));
        return Formula().IsMatch(shown) ? $"'{shown}" : shown;
    }

    public static string Read(string cell)
    {
        string shown = cell.StartsWith('\'') && Formula().IsMatch(cell) ? cell[1..] : cell;
        return Escaped().Replace(shown, match => $"{(char)Convert.ToUInt16(match.Groups[1].Value[1..], 16)}");
    }

    // The last four are the wide forms, which some spreadsheets take for the others.
    [GeneratedRegex(@"^'*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]")]
    private static partial Regex Formula();

    [GeneratedRegex(@"\\(u[0-9a-fA-F]{4})")]
    private static partial Regex Escaped();
}
