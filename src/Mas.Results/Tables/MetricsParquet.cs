using Parquet;
using Parquet.Schema;

namespace Mas.Results.Tables;

/// <summary><c>metrics.parquet</c>: the columns of <see cref="MetricsCsv"/>, typed, in one row group.</summary>
internal static class MetricsParquet
{
    private static readonly DataField Run = Word("run"), Seed = Whole("seed"), Step = Whole("step"), Split = Word("split"),
        Method = Word("method"), Size = Whole("size"), Source = Word("source"), Target = Word("target"),
        SourceSite = Word("source_site"), TargetSite = Word("target_site"), Variable = Word("variable"),
        Trained = new DataField<bool>("trained"), Metric = Word("metric"), Value = new DataField<double>("value");

    private static readonly ParquetSchema Schema = new(
        Run, Seed, Step, Split, Method, Size, Source, Target, SourceSite, TargetSite, Variable, Trained, Metric, Value);

    public static byte[] Bytes(IReadOnlyList<MetricRow> rows)
    {
        using MemoryStream stream = new();
        // The library offers asynchronous calls only; on a memory stream they end before they return.
        Write(stream, rows).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private static async Task Write(Stream stream, IReadOnlyList<MetricRow> rows)
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(Schema, stream);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await Words(Run, row => row.Run);
        await Wholes(Seed, row => row.Seed);
        await Wholes(Step, row => row.Step);
        await Words(Split, row => row.Split);
        await Words(Method, row => row.Method);
        await Wholes(Size, row => row.Size);
        await Words(Source, row => row.Source);
        await Words(Target, row => row.Target);
        await Words(SourceSite, row => row.SourceSite);
        await Words(TargetSite, row => row.TargetSite);
        await Words(Variable, row => row.Variable);
        await group.WriteAsync<bool>(Trained, rows.Select(row => row.Trained).ToArray());
        await Words(Metric, row => row.Metric);
        await group.WriteAsync<double>(Value, rows.Select(row => row.Value).ToArray());

        Task Words(DataField field, Func<MetricRow, string> read) => group.WriteAsync(field, rows.Select(read).ToArray());
        Task Wholes(DataField field, Func<MetricRow, int?> read) => group.WriteAsync<int>(field, rows.Select(read).ToArray());
    }

    private static DataField<string> Word(string name) => new(name, false);

    private static DataField<int?> Whole(string name) => new(name);
}
