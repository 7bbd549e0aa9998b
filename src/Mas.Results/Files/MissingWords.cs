namespace Mas.Results.Files;

/// <summary>Words that pandas reads from a CSV file as a missing value: a network or a variable of such a name would vanish from a
/// table.</summary>
internal static class MissingWords
{
    // The default na_values of pandas.read_csv, version 2.2; an empty cell is the other one.
    private static readonly HashSet<string> All = new(StringComparer.Ordinal)
    {
        "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN",
        "None", "n/a", "nan", "null",
    };

    public static bool Have(string name) => All.Contains(name);

    /// <summary>Why it cannot be a name, and the mend.</summary>
    public static string Reason(string name) => $"'{name}' cannot be a name, because pandas reads it as a missing value; give another one";
}
