using System.Text;
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
    public override int Count => Values.Length;

    public override string Text(int row) => CsvFields.Quote(CsvText.Write(Values[row]));

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

/// <summary>A table as CSV, in the form of <see cref="MetricsCsv"/>, and as Parquet, typed, in one row group.</summary>
/// <param name="Columns">Of one length.</param>
internal sealed record TableFile(IReadOnlyList<TableColumn> Columns)
{
    public string Csv()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(column => CsvFields.Quote(column.Name))).Append('\n');
        for (int row = 0; row < Columns[0].Count; row++)
            text.AppendJoin(',', Columns.Select(column => column.Text(row))).Append('\n');
        return text.ToString();
    }

    public byte[] Parquet()
    {
        using MemoryStream stream = new();
        // The library offers asynchronous calls only; on a memory stream they end before they return.
        Write(stream).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private async Task Write(Stream stream)
    {
        DataField[] fields = [.. Columns.Select(column => column.Field)];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int k = 0; k < fields.Length; k++)
            await Columns[k].Write(group, fields[k]);
    }
}
