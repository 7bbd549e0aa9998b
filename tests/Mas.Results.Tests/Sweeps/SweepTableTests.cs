using Mas.Results.Files;
using Mas.Results.Sweeps;
using Xunit;

namespace Mas.Results.Tests.Sweeps;

/// <summary>The table of cells is read back as it was written, and a broken one is told.</summary>
public sealed class SweepTableTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var table = new SweepTable(["alignment.size", "networks.0.path", "x"],
        [
            new("size=2_path=a", ["2", "\"nets/a, b\"", "-1.5"], 12.5, 1e9),
            new("size=4_path=b", ["4", "=SUM(A1)", "[1, 2]"], double.PositiveInfinity, 3),
        ]);
        File.WriteAllText(_file, table.Text());
        SweepTable read = SweepTable.Read(_file);
        Assert.Equal(table.Axes, read.Axes);
        Assert.Equal(table.Cells.Select(cell => (cell.Name, string.Join('|', cell.Values), cell.Seconds, cell.Bytes)),
            read.Cells.Select(cell => (cell.Name, string.Join('|', cell.Values), cell.Seconds, cell.Bytes)));
        Assert.StartsWith("cell,alignment.size,networks.0.path,x,estimated_seconds,estimated_bytes\n", table.Text(),
            StringComparison.Ordinal);
        Assert.Contains(",-1.5,", table.Text(), StringComparison.Ordinal);
        Assert.Contains(",'=SUM(A1),", table.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("cell,a\n", "the first line must be")]
    [InlineData("cell,a,estimated_seconds,estimated_bytes\nx,1,2\n", "the row has 3 fields, and 4 are wanted")]
    [InlineData("cell,a,estimated_seconds,estimated_bytes\n../../etc,1,2,3\n", "is no name of a cell")]
    [InlineData("cell,a,estimated_seconds,estimated_bytes\nx,1,soon,3\n", "'soon' stands where a number is wanted")]
    public void A_broken_table_is_told(string text, string part)
    {
        File.WriteAllText(_file, text);
        Assert.Contains(part, Assert.Throws<InputException>(() => SweepTable.Read(_file)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
