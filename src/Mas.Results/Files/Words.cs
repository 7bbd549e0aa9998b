using System.Text;

namespace Mas.Results.Files;

/// <summary>Words for values of enumerations, in files and names: <c>MatrixExponential</c> is <c>matrix-exponential</c>.</summary>
internal static class Words
{
    /// <summary>The word for a value.</summary>
    public static string Word(this Enum value)
    {
        var word = new StringBuilder();
        foreach (char letter in value.ToString())
        {
            if (char.IsUpper(letter) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(letter));
        }
        return word.ToString();
    }

    internal static T Value<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().First(value => value.Word() == word);

    internal static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => value.Word())];
}
