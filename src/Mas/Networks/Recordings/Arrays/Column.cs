namespace Mas.Networks.Recordings.Arrays;

/// <summary>The values of a column, one for each row. A flag is 0 or 1.</summary>
/// <param name="Numbers">[rows]; empty for texts.</param>
/// <param name="Texts">[rows]; null for everything else.</param>
internal sealed record Column(string Name, ValueKind Kind, double[] Numbers, string[]? Texts)
{
    public int Count => Texts?.Length ?? Numbers.Length;

    /// <summary>The first row whose number is NaN or infinite; null where there is none.</summary>
    public int? NotFinite => Array.FindIndex(Numbers, value => !double.IsFinite(value)) is int row and >= 0 ? row : null;

    /// <summary>Row by row the number that stands for a value: for texts the place among the different ones.</summary>
    public (double[] Values, IReadOnlyList<string> Categories) Coded()
    {
        if (Texts is null)
            return (Numbers, []);
        string[] categories = [.. Texts.Distinct().Order(StringComparer.Ordinal)];
        var places = categories.Select((text, place) => (text, place)).ToDictionary(pair => pair.text, pair => (double)pair.place);
        return (Array.ConvertAll(Texts, text => places[text]), categories);
    }

    public Column Rows(IReadOnlyList<int> rows) => this with
    {
        Numbers = Texts is null ? [.. rows.Select(row => Numbers[row])] : [],
        Texts = Texts is null ? null : [.. rows.Select(row => Texts[row])],
    };

    /// <summary>A value in words.</summary>
    public string Text(int row) => Texts?[row] ?? (Kind == ValueKind.Flag ? Numbers[row] == 0 ? "false" : "true"
        : Numbers[row].ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The values of an array, in the order of the file; floating point that is whole everywhere counts as whole.</summary>
    /// <param name="places">Those of the values that are taken; null for all.</param>
    public static Column Read(StoredArray array, string name, IReadOnlyList<int>? places = null)
    {
        if (array.Kind == ValueKind.Text)
            return Taken(new(name, ValueKind.Text, [], array.Texts()), places);
        double[] numbers = Taken(new(name, array.Kind, array.Numbers<double>(), null), places).Numbers;
        bool isWhole = array.Kind == ValueKind.Number && numbers.Length > 0 && Array.TrueForAll(numbers, IsWhole);
        return new(name, isWhole ? ValueKind.Whole : array.Kind, numbers, null);
    }

    private static Column Taken(Column all, IReadOnlyList<int>? places) => places is null ? all : all.Rows(places);

    private static bool IsWhole(double value) => Math.Abs(value) <= 1L << 53 && value == Math.Floor(value);
}
