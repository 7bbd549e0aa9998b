using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Tables;
using Xunit;

namespace Mas.Results.Tests.Tables;

public sealed class MetricsCsvTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Rows_of_the_csv_file_read_back_to_the_same_bits(int seed)
    {
        IReadOnlyList<MetricRow> rows = RandomRows.Make(300, seed), back = MetricsCsv.Parse(MetricsCsv.Text(rows), "m.csv");
        Assert.Equal(rows, back);
        Assert.Equal(rows.Select(row => double.IsNegative(row.Value)), back.Select(row => double.IsNegative(row.Value)));
    }

    [Fact]
    public void The_csv_file_is_what_the_contract_says()
    {
        MetricRow row = new("gru, pair", null, 40, "test", "mas", 32, "a", "b", "state", "state", "full", true, "trial_iia", 0.1);
        Assert.Equal("run,seed,step,split,method,size,source,target,source_site,target_site,variable,trained,metric,value\n"
            + "\"gru, pair\",,40,test,mas,32,a,b,state,state,full,true,trial_iia,0.1\n", MetricsCsv.Text([row]));
    }

    [Fact]
    public void A_csv_file_with_line_ends_of_other_systems_is_read()
    {
        string text = MetricsCsv.Text(SampleRun.Pair().Metrics).ReplaceLineEndings("\r\n");
        Assert.Equal(SampleRun.Pair().Metrics, MetricsCsv.Parse(text, "m.csv"));
    }

    [Theory]
    [InlineData("", 1, "the file is empty")]
    [InlineData("run,seed\n", 1, "first line must be exactly")]
    [InlineData("H\na,b\n", 2, "14 are wanted")]
    [InlineData("H\nr,x,1,test,mas,1,a,b,s,s,full,true,loss,1\n", 2, "`seed` is `x`")]
    [InlineData("H\nr,1,1,test,mas,1,a,b,s,s,full,yes,loss,1\n", 2, "`trained` is `yes`")]
    [InlineData("H\nr,1,1,test,mas,1,a,b,s,s,full,true,loss,1\nr,1,1,test,mas,1,a,b,s,s,full,true,loss,1;5\n", 3, "`value` is `1;5`")]
    [InlineData("H\n\"r,1\n", 2, "never closed")]
    [InlineData("H\n\"r\"x,1\n", 2, "closing quote")]
    [InlineData("H\nr\"x,1\n", 2, "quote stands inside")]
    [InlineData("H\n\"two\nlines\",1,1,test,mas,1,a,b,s,s,full,true,loss,1\nbad\n", 4, "14 are wanted")]
    public void A_broken_csv_file_is_told_with_its_line(string text, int line, string message)
    {
        string file = text.Replace("H\n", MetricsCsv.Header + "\n", StringComparison.Ordinal);
        InputError error = Assert.Single(Assert.Throws<InputException>(() => MetricsCsv.Parse(file, "m.csv")).Errors);
        Assert.Equal(("m.csv", line), (error.File, error.Line));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void The_order_of_the_csv_file_does_not_depend_on_how_the_rows_came()
    {
        IReadOnlyList<MetricRow> rows = SampleRun.Pair().Metrics, sorted = MetricOrder.Sort(rows);
        Random random = new(5);
        Assert.Equal(sorted, MetricOrder.Sort(rows.OrderBy(_ => random.Next())));
        Assert.Equal(rows.Count, sorted.Count);
    }
}
