using Mas.Oracles.Files;
using Mas.Results.Tables;
using Parquet;
using Xunit;

namespace Mas.Results.Tests.Tables;

public class TableFileTests
{
    [Fact]
    public async Task Parts_are_one_table_below_one_another()
    {
        using TemporaryFolder folder = new();
        int made = 0;
        IEnumerable<TableFile> parts = new[] { (string[])["a", "b,c"], ["=d"] }.Select(words =>
        {
            made++;
            return new TableFile([new WordColumn("word", words), new WholeColumn("number", [.. words.Select((_, i) => i + 10 * made)])]);
        });
        TableFile.Save(parts, Path.Combine(folder.Root, "table"));
        Assert.Equal(2, made); // each once
        Assert.Equal("word,number\na,10\n\"b,c\",11\n'=d,20\n", File.ReadAllText(Path.Combine(folder.Root, "table.csv")));
        await using FileStream file = File.OpenRead(Path.Combine(folder.Root, "table.parquet"));
        await using ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["word", "number"], reader.Schema.Fields.Select(field => field.Name));
        Assert.Equal(2, reader.RowGroupCount);
        long[] rows = [.. Enumerable.Range(0, 2).Select(group => reader.OpenRowGroupReader(group).RowCount)];
        Assert.Equal([2, 1], rows);
    }
}
