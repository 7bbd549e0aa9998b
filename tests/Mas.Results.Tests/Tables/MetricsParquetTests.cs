using Mas.Results.Records;
using Mas.Results.Tables;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace Mas.Results.Tests.Tables;

public sealed class MetricsParquetTests
{
    [Fact]
    public async Task The_parquet_columns_are_those_of_the_csv_with_types()
    {
        await using ParquetReader reader = await Reader([]);
        DataField[] fields = reader.Schema.GetDataFields();
        Assert.Equal(MetricsCsv.Header.Split(','), fields.Select(field => field.Name));
        Assert.Equal([typeof(int), typeof(int), typeof(int)], fields.Where(field => field.IsNullable).Select(field => field.ClrType));
        Assert.Equal(typeof(bool), fields[11].ClrType);
        Assert.Equal(typeof(double), fields[13].ClrType);
    }

    [Fact]
    public async Task Parquet_values_read_back()
    {
        IReadOnlyList<MetricRow> rows = RandomRows.Make(200, 4);
        await using ParquetReader reader = await Reader(rows);
        DataField[] fields = reader.Schema.GetDataFields();
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        int?[] seeds = new int?[rows.Count];
        string?[] variables = new string?[rows.Count];
        bool[] trained = new bool[rows.Count];
        double[] values = new double[rows.Count];
        CancellationToken stop = TestContext.Current.CancellationToken;
        await group.ReadAsync<int>(fields[1], seeds.AsMemory(), null, stop);
        await group.ReadAsync(fields[10], variables.AsMemory(), null, stop);
        await group.ReadAsync<bool>(fields[11], trained.AsMemory(), null, stop);
        await group.ReadAsync<double>(fields[13], values.AsMemory(), null, stop);
        Assert.Equal(rows.Select(row => row.Seed), seeds);
        Assert.Equal(rows.Select(row => row.Variable), variables);
        Assert.Equal(rows.Select(row => row.Trained), trained);
        Assert.Equal(rows.Select(row => row.Value), values);
    }

    [Fact]
    public void The_same_rows_give_the_same_parquet_bytes() =>
        Assert.Equal(MetricsParquet.Bytes(SampleRun.Pair().Metrics), MetricsParquet.Bytes(SampleRun.Pair().Metrics));

    private static Task<ParquetReader> Reader(IReadOnlyList<MetricRow> rows) =>
        ParquetReader.CreateAsync(new MemoryStream(MetricsParquet.Bytes(rows)), cancellationToken: TestContext.Current.CancellationToken);
}
