using nietras.SeparatedValues;

namespace Mas.Networks.Recordings.Csv;

/// <summary>The rows of a table: some columns as numbers, the others as words that are kept once each.</summary>
/// <param name="Lines">[rows] where each row begins, from 1.</param>
/// <param name="Numbers">[rows, number columns] row by row.</param>
/// <param name="Words">The other columns, by their place.</param>
internal sealed record CsvData(int[] Lines, float[] Numbers, IReadOnlyDictionary<int, CsvWords> Words)
{
    public int Rows => Lines.Length;

    /// <param name="numbers">Places of the columns of finite numbers.</param>
    /// <param name="words">Places of the columns that are read as words; columns in neither are passed over.</param>
    /// <exception cref="InputException">A row has too many or too few fields, or a number is none; line and column are told.</exception>
    public static CsvData Read(CsvHeader header, IReadOnlyList<int> numbers, IReadOnlyList<int> words)
    {
        header.File.Limit.Require("the table", header.File.Length, 8, header.File.Path);
        var lines = new List<int>();
        var values = new List<float>();
        CsvWordsBuilder[] builders = [.. words.Select(_ => new CsvWordsBuilder())];
        header.ForEachRow(row =>
        {
            lines.Add(row.LineNumberFrom);
            foreach (int column in numbers)
                values.Add(Number(row, column, header));
            for (int i = 0; i < builders.Length; i++)
                builders[i].Add(row[words[i]].Span);
        });
        if (lines.Count == 0)
            throw new InputException("the table has no rows below the names of its columns", header.File.Path, 2);
        return new([.. lines], [.. values], builders.Select((builder, i) => (builder, words[i])).ToDictionary(
            pair => pair.Item2, pair => pair.builder.Build()));
    }

    private static float Number(SepReader.Row row, int column, CsvHeader header)
    {
        ReadOnlySpan<char> text = row[column].Span;
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number))
            return number;
        string wrong = text.Trim().Length == 0 ? "is empty" : $"has '{text}'";
        throw new InputException($"column '{header.Names[column]}' {wrong}; a finite number that float32 holds is wanted", header.File.Path,
            row.LineNumberFrom, Start(row, column));
    }

    // The letter at which a field begins; not known where a quote may hide others.
    private static int? Start(SepReader.Row row, int column)
    {
        if (row.Span.Contains('"'))
            return null;
        int start = 1;
        for (int i = 0; i < column; i++)
            start += row[i].Span.Length + 1;
        return start;
    }
}
