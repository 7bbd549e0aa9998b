using System.Text;

namespace Mas.Results.Tables;

/// <summary><c>metrics.csv</c>: invariant numbers that read back to the same bits, <c>\n</c> line ends, empty where there is no
/// value.</summary>
internal static class MetricsCsv
{
    public const string Header = "run,seed,step,split,method,size,source,target,source_site,target_site,variable,trained,metric,value";

    private static readonly string[] Columns = Header.Split(',');

    /// <summary>The rows as they come; <see cref="MetricOrder"/> is the writer's business.</summary>
    public static string Text(IEnumerable<MetricRow> rows)
    {
        StringBuilder text = new(Header + "\n");
        foreach (MetricRow row in rows)
            text.AppendJoin(',', Fields(row).Select(CsvFields.Quote)).Append('\n');
        return text.ToString();
    }

    /// <exception cref="InputException">States the file, the line and the column's name.</exception>
    public static IReadOnlyList<MetricRow> Parse(string text, string file)
    {
        List<MetricRow> rows = [];
        Dictionary<string, string> words = []; // few, each in many rows
        bool header = false;
        foreach ((int line, List<string> fields) in CsvFields.Records(text, file))
        {
            if (header)
                rows.Add(Row(fields, words, file, line));
            else if (!fields.SequenceEqual(Columns))
                throw new InputException($"the first line must be exactly '{Header}'", file, line);
            header = true;
        }
        return header ? rows : throw new InputException($"the file is empty; its first line must be '{Header}'", file, 1);
    }

    private static string[] Fields(MetricRow row) =>
    [
        CsvText.Write(row.Run), Text(row.Seed), Text(row.Step), CsvText.Write(row.Split), CsvText.Write(row.Method), Text(row.Size),
        CsvText.Write(row.Source), CsvText.Write(row.Target), CsvText.Write(row.SourceSite), CsvText.Write(row.TargetSite),
        CsvText.Write(row.Variable), row.Trained ? "true" : "false", CsvText.Write(row.Metric),
        double.IsNaN(row.Value) ? "" : row.Value.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static MetricRow Row(List<string> fields, Dictionary<string, string> words, string file, int line)
    {
        if (fields.Count != Columns.Length)
            throw new InputException($"the row has {fields.Count} fields, and {Columns.Length} are wanted", file, line);
        return new MetricRow(
            Word(0), Whole(1), Whole(2), Word(3), Word(4), Whole(5), Word(6), Word(7), Word(8), Word(9), Word(10),
            Truth(11), Word(12), Number(13));

        string Word(int column) => words.TryGetValue(fields[column], out string? known) ? known
            : words[fields[column]] = CsvText.Read(fields[column]);

        int? Whole(int column) => fields[column].Length == 0 ? null
            : int.TryParse(fields[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value
            : throw Wrong(column, "a whole number or nothing");

        bool Truth(int column) => fields[column] switch { "true" => true, "false" => false, _ => throw Wrong(column, "`true` or `false`") };

        double Number(int column) => fields[column].Length == 0 ? double.NaN
            : double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
            : throw Wrong(column, "a number or nothing");

        InputException Wrong(int column, string wanted) =>
            new($"`{Columns[column]}` is `{fields[column]}`, and {wanted} is wanted", file, line);
    }
}
