using System.Text;
using Mas.Results.Tables;

namespace Mas.Results.Plans;

/// <summary><c>plan.csv</c>, in the form of <see cref="MetricsCsv"/>.</summary>
internal static class PlanCsv
{
    public const string Header = "units,trials,noise,poisson,recorded_units,draw,seed,network,measure,value";

    private static readonly string[] s_columns = Header.Split(',');

    public static string Text(IEnumerable<PlanRow> rows)
    {
        StringBuilder text = new(Header + "\n");
        foreach (PlanRow row in rows)
            text.AppendJoin(',', Fields(row).Select(CsvFields.Quote)).Append('\n');
        return text.ToString();
    }

    /// <exception cref="InputException">States the file, the line and the column's name.</exception>
    public static IReadOnlyList<PlanRow> Parse(string text, string file)
    {
        List<PlanRow> rows = [];
        bool header = false;
        foreach ((int line, List<string> fields) in CsvFields.Records(text, file))
        {
            if (header)
                rows.Add(Row(fields, file, line));
            else if (!fields.SequenceEqual(s_columns))
                throw new InputException($"the first line must be exactly '{Header}'", file, line);
            header = true;
        }
        return header ? rows : throw new InputException($"the file is empty; its first line must be '{Header}'", file, 1);
    }

    private static string[] Fields(PlanRow row) =>
    [
        .. PlanLists.Keys.Select(key => Number(row.Point.Of(key))), Number(row.Seen), Number(row.Draw), Number(row.Seed),
        CsvText.Write(row.Network), CsvText.Write(row.Measure), Number(row.Value),
    ];

    private static string Number(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static PlanRow Row(List<string> fields, string file, int line)
    {
        if (fields.Count != s_columns.Length)
            throw new InputException($"the row has {fields.Count} fields, and {s_columns.Length} are wanted", file, line);
        return new PlanRow(
            new(Real(0), Real(1), Real(2), Real(3)), Whole(4), Whole(5), Whole(6), CsvText.Read(fields[7]), CsvText.Read(fields[8]),
            Real(9));

        int Whole(int column) => int.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value
            : throw Wrong(column, "a whole number");

        double? Real(int column) => fields[column].Length == 0 ? null
            : double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
                ? value : throw Wrong(column, "a number or nothing");

        InputException Wrong(int column, string wanted) =>
            new($"`{s_columns[column]}` is `{fields[column]}`, and {wanted} is wanted", file, line);
    }
}
