using Parquet;
using Parquet.Schema;

namespace Mas.Results.Tables;

/// <summary>One column of a table: a name and a value for each row.</summary>
internal abstract record TableColumn(string Name)
{
    public abstract int Count { get; }

    /// <summary>As CSV has it; empty where there is no value.</summary>
    public abstract string Text(int row);

    internal abstract DataField Field { get; }

    internal abstract Task Write(ParquetRowGroupWriter group, DataField field);

    protected static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Words.</summary>
internal sealed record WordColumn(string Name, string[] Values) : TableColumn(Name)
{
    // A column often has one word many times.
    private readonly Dictionary<string, string> _written = [];

    public override int Count => Values.Length;

    public override string Text(int row) => _written.TryGetValue(Values[row], out string? known) ? known
        : _written[Values[row]] = CsvFields.Quote(CsvText.Write(Values[row]));

    internal override DataField Field => new DataField<string>(Name, false);

    internal override Task Write(ParquetRowGroupWriter group, DataField field) => group.WriteAsync(field, Values);
}

/// <summary>Whole numbers.</summary>
internal sealed record WholeColumn(string Name, int[] Values) : TableColumn(Name)
{
    public override int Count => Values.Length;

    public override string Text(int row) => Of(Values[row]);

    internal override DataField Field => new DataField<int>(Name);

    internal override Task Write(ParquetRowGroupWriter group, DataField field) => group.WriteAsync<int>(field, Values);
}

/// <summary>Whole numbers, or nothing.</summary>
internal sealed record OptionalWholeColumn(string Name, int?[] Values) : TableColumn(Name)
{
    public override int Count => Values.Length;

    public override string Text(int row) => Values[row] is int value ? Of(value) : "";

    internal override DataField Field => new DataField<int?>(Name);

    internal override Task Write(ParquetRowGroupWriter group, DataField field) => group.WriteAsync<int>(field, Values);
}

/// <summary>Numbers, or nothing.</summary>
internal sealed record NumberColumn(string Name, double?[] Values) : TableColumn(Name)
{
    public override int Count => Values.Length;

    public override string Text(int row) => Values[row]?.ToString(CultureInfo.InvariantCulture) ?? "";

    internal override DataField Field => new DataField<double?>(Name);

    internal override Task Write(ParquetRowGroupWriter group, DataField field) => group.WriteAsync<double>(field, Values);
}

/// <summary>Truth values, or nothing.</summary>
internal sealed record FlagColumn(string Name, bool?[] Values) : TableColumn(Name)
{
    public override int Count => Values.Length;

    public override string Text(int row) => Values[row] switch { true => "true", false => "false", null => "" };

    internal override DataField Field => new DataField<bool?>(Name);

    internal override Task Write(ParquetRowGroupWriter group, DataField field) => group.WriteAsync<bool>(field, Values);
}

/// <summary>A table, or a part of one, as CSV in the form of <see cref="MetricsCsv"/>, and as Parquet, typed, a row group for each
/// part.</summary>
/// <param name="Columns">Of one length.</param>
internal sealed record TableFile(IReadOnlyList<TableColumn> Columns)
{
    /// <summary>Writes a table as <c>PATH.csv</c> and <c>PATH.parquet</c>.</summary>
    /// <param name="parts">One below the other, with the same columns; each is made when its turn comes. At least one.</param>
    /// <param name="path">Without the end.</param>
    public static void Save(IEnumerable<TableFile> parts, string path)
    {
        using FileStream csv = File.Create(path + ".csv"), parquet = File.Create(path + ".parquet");
        Save(parts, csv, parquet);
    }

    /// <summary>The same into streams, which stay open.</summary>
    public static void Save(IEnumerable<TableFile> parts, Stream csv, Stream parquet)
    {
        using var text = new StreamWriter(csv, leaveOpen: true);
        // The library offers asynchronous calls only.
        Write(parts, text, parquet).GetAwaiter().GetResult();
    }

    private static async Task Write(IEnumerable<TableFile> parts, StreamWriter csv, Stream parquet)
    {
        ParquetWriter? writer = null;
        DataField[] fields = []; // those of the first part stand in the schema
        try
        {
            foreach (TableFile part in parts)
            {
                if (writer is null)
                {
                    csv.Write(string.Join(',', part.Columns.Select(column => CsvFields.Quote(column.Name))) + "\n");
                    fields = [.. part.Columns.Select(column => column.Field)];
                    writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), parquet);
                }
                part.WriteRows(csv);
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                for (int k = 0; k < fields.Length; k++)
                    await part.Columns[k].Write(group, fields[k]);
            }
        }
        finally
        {
            if (writer is not null)
                await writer.DisposeAsync();
        }
    }

    private void WriteRows(StreamWriter csv)
    {
        for (int row = 0; row < Columns[0].Count; row++)
            csv.Write(string.Join(',', Columns.Select(column => column.Text(row))) + "\n");
    }
}
