using Mas.Results.Records;
using Mas.Results.Tables;
using Xunit;

namespace Mas.Results.Tests.Tables;

public class CsvTextTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "'=HYPERLINK(\"http://x\",\"y\")")]
    [InlineData("+1", "'+1")]
    [InlineData("-x", "'-x")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\uff1dx", "'\uff1dx")]
    [InlineData("'=x", "''=x")]
    [InlineData("\t=x", "\\u0009=x")]
    [InlineData("\r=x", "\\u000d=x")]
    [InlineData("a\u202eb", "a\\u202eb")]
    [InlineData("\\u202e", "\\u005cu202e")]
    [InlineData("\\", "\\")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("count=3", "count=3")]
    public void A_cell_is_harmless_and_reads_back(string word, string cell)
    {
        Assert.Equal(cell, CsvText.Write(word));
        Assert.Equal(word, CsvText.Read(cell));
    }

    // Not as a case of the theory, whose text would be made valid on its way.
    [Fact]
    public void Half_a_surrogate_pair_is_shown_and_reads_back() =>
        Assert.Equal("\ud800", CsvText.Read(CsvText.Write("\ud800")));

    [Fact]
    public void Any_word_reads_back_and_no_cell_is_a_formula()
    {
        const string letters = "'=+-@\\u0029aFe\u202e\u001b\t\r\ud800\udc00\uff0b,\"";
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            string word = string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => letters[random.Next(letters.Length)])),
                cell = CsvText.Write(word);
            Assert.Equal(word, CsvText.Read(cell));
            Assert.True(cell.Length == 0 || !"=+-@\t\r\uff0b".Contains(cell[0]), cell);
        }
    }

    [Fact]
    public void Words_of_a_table_are_harmless_and_its_numbers_stay_numbers()
    {
        MetricRow row = new("run", 1, null, "test", "mas", 2, "a", "b", "state", "state", "=1+1\u202e", true, "loss", -0.5);
        string text = MetricsCsv.Text([row]);
        Assert.EndsWith("\nrun,1,,test,mas,2,a,b,state,state,'=1+1\\u202e,true,loss,-0.5\n", text, StringComparison.Ordinal);
        Assert.Equal(row, Assert.Single(MetricsCsv.Parse(text, "m.csv")));
    }
}
