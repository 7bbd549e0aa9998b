using System.Globalization;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Results.Sweeps;
using Mas.Results.Sweeps.Merging;
using Mas.Results.Tables;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace Mas.Results.Tests.Sweeps.Merging;

public sealed class SweepMergeTests
{
    private static readonly string[] s_axes = ["alignment.size", "alignment.method", "networks.1.train.seed"];

    [Fact]
    public void The_table_has_cells_axes_and_metrics_below_one_another()
    {
        using SampleSweep sweep = Small();
        MergeResult result = sweep.Merge();
        Assert.Equal("merged 2 of 2 cells; merged.parquet, merged.csv, report.html", result.Text);
        string[] lines = File.ReadAllLines(sweep[SweepMerge.CsvFile]);
        Assert.Equal($"cell,alignment.size,alignment.method,networks.1.train.seed,{MetricsCsv.Header}", lines[0]);
        Assert.Equal((25, 24), (lines.Length, result.Rows));
        Assert.Contains("c0,4,mas,1,sample,1,,test,mas,4,gru-a,gru-b,state,state,full,true,trial_iia,0.5", lines);
        Assert.Contains("c1,4,das,2,sample,1,,test,mas,4,gru-a,gru-b,state,state,full,true,trial_iia,0.75", lines);
        // Each cell's rows are those of its own file, in their order.
        string[] own = File.ReadAllLines(Path.Combine(sweep.Job(1).Run, RunFolder.MetricsFile));
        Assert.Equal(own.Skip(1).Select(line => $"c1,4,das,2,{line}"), lines.Skip(13));
    }

    [Fact]
    public async Task The_typed_table_has_the_same_columns_and_values()
    {
        using SampleSweep sweep = new(["alignment.size", "train.rate", "alignment.method", "big"],
            [["4", "1e-3", "mas", "12345678901234567890"], ["8", "2", "das", "1"]]);
        sweep.Finish(0, 0.5);
        sweep.Merge();
        await using FileStream file = File.OpenRead(sweep[SweepMerge.ParquetFile]);
        await using ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        DataField[] fields = reader.Schema.DataFields;
        Type word = typeof(ReadOnlyMemory<char>); // as the library reads words
        Assert.Equal(["cell", "alignment.size", "train.rate", "alignment.method", "big", .. MetricsCsv.Header.Split(',')],
            fields.Select(field => field.Name));
        Assert.Equal([word, typeof(int), typeof(double), word, word], fields.Take(5).Select(field => field.ClrType));
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        CancellationToken stop = TestContext.Current.CancellationToken;
        Assert.Equal(12, group.RowCount);
        int?[] sizes = new int?[12], steps = new int?[12];
        double?[] rates = new double?[12], values = new double?[12];
        string?[] big = new string?[12];
        await group.ReadAsync<int>(fields[1], sizes.AsMemory(), null, stop);
        await group.ReadAsync<double>(fields[2], rates.AsMemory(), null, stop);
        await group.ReadAsync(fields[4], big.AsMemory(), null, stop);
        await group.ReadAsync<int>(fields[7], steps.AsMemory(), null, stop);
        await group.ReadAsync<double>(fields[^1], values.AsMemory(), null, stop);
        Assert.All(sizes, size => Assert.Equal(4, size));
        Assert.All(rates, rate => Assert.Equal(1e-3, rate));
        Assert.All(big, word => Assert.Equal("12345678901234567890", word));
        string[][] rows = [.. File.ReadLines(sweep[SweepMerge.CsvFile]).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(rows.Select(row => row[7]), steps.Select(step => step?.ToString(CultureInfo.InvariantCulture) ?? ""));
        Assert.Equal(rows.Select(row => row[^1]), values.Select(value => value?.ToString(CultureInfo.InvariantCulture) ?? ""));
    }

    [Theory]
    [InlineData("seed", "axis.seed")]
    [InlineData("cell", "axis.cell")]
    [InlineData("alignment.seed", "alignment.seed")]
    public void An_axis_with_the_name_of_another_column_is_set_apart(string key, string column)
    {
        using SampleSweep sweep = new([key], [["1"], ["2"]]);
        sweep.Finish(1, 0.5);
        sweep.Merge();
        Assert.StartsWith($"cell,{column},run,seed,", File.ReadAllText(sweep[SweepMerge.CsvFile]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_not_there_is_empty_and_changes_no_type()
    {
        using SampleSweep sweep = new(["alignment.size", "only.here"], [["4", ""], ["8", "3"]]);
        sweep.Finish(0, SampleSweep.Record(0.5), SampleSweep.Rows(0.5).Append(
            SampleSweep.Rows(0.5).First() with { Metric = "without", Value = double.NaN }));
        sweep.Finish(1, 0.5);
        Assert.Equal(2, sweep.Merge().Merged.Count);
        string text = File.ReadAllText(sweep[SweepMerge.CsvFile]);
        Assert.Contains("\nc0,4,,sample,1,,test,mas,4,gru-a,gru-a,state,state,full,true,without,\n", text, StringComparison.Ordinal);
        Assert.Contains("\nc1,8,3,sample,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_that_run_wait_or_failed_are_counted_and_left_out()
    {
        using SampleSweep sweep = new(s_axes, SampleSweep.Crossed(["1", "2", "4", "8"], ["mas"], ["1"]));
        sweep.Finish(0, 0.5);
        sweep.End(1, new ClaimEnd(ClaimEnd.Failed, "the disk was full"));
        Directory.CreateDirectory(Path.Combine(sweep.Job(2).Root, JobFolder.ClaimsName));
        using HeldClaim running = sweep.Job(2).Claims.TryTake(null)!;
        Assert.Equal("merged 1 of 4 cells: 1 failed, 1 runs, 1 waits; merged.parquet, merged.csv, report.html", sweep.Merge().Text);
        Assert.DoesNotContain("\nc1,", File.ReadAllText(sweep[SweepMerge.CsvFile]), StringComparison.Ordinal);
        string page = sweep.Page();
        Assert.Contains("1 of 4 cells done", page, StringComparison.Ordinal);
        Assert.Contains("Of the others 1 failed, 1 runs and 1 waits.", page, StringComparison.Ordinal);
        Assert.Contains("the disk was full", page, StringComparison.Ordinal);
        Assert.Contains("href=\"cells/c1/log.txt\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_cell_with_broken_files_is_told_and_left_out()
    {
        using SampleSweep sweep = new(s_axes, SampleSweep.Crossed(["1", "2", "3", "4", "5", "6"], ["mas"], ["1"]));
        for (int cell = 0; cell < 6; cell++)
            sweep.Finish(cell, 0.5);
        File.Delete(Metrics(1));
        File.WriteAllText(Metrics(2), File.ReadAllText(Metrics(2)).Replace(",0.5\n", ",a lot\n", StringComparison.Ordinal));
        File.WriteAllText(Metrics(3), MetricsCsv.Header + "\n");
        using (FileStream large = File.OpenWrite(Metrics(4)))
            large.SetLength(1L << 30);
        File.WriteAllText(Path.Combine(sweep.Job(5).Run, RunFolder.RunFile), "{");
        MergeResult result = sweep.Merge();
        Assert.StartsWith("merged 1 of 6 cells: 5 finished but left out;", result.Text, StringComparison.Ordinal);
        Assert.Equal(["c1", "c2", "c3", "c4", "c5"], result.LeftOut.Select(cell => cell.Cell));
        string[] reasons = ["there is no such file", "`value` is `a lot`", "the file has no rows", "bytes, and at most", "no run record"];
        Assert.All(result.LeftOut.Zip(reasons), one =>
        {
            Assert.StartsWith($"cells/{one.First.Cell}/run/", one.First.Reason, StringComparison.Ordinal);
            Assert.Contains(one.Second, one.First.Reason, StringComparison.Ordinal);
            Assert.Contains(System.Net.WebUtility.HtmlEncode(one.First.Reason), sweep.Page(), StringComparison.Ordinal);
        });
        Assert.All(File.ReadAllLines(sweep[SweepMerge.CsvFile]).Skip(1), line => Assert.StartsWith("c0,", line, StringComparison.Ordinal));

        string Metrics(int cell) => Path.Combine(sweep.Job(cell).Run, RunFolder.MetricsFile);
    }

    [Fact]
    public void A_cell_whose_run_is_not_finished_does_not_count_as_done()
    {
        using SampleSweep sweep = Small();
        RunRecord run = SampleSweep.Record(0.5) with { Status = RunStatus.Interrupted };
        using (RunFolder folder = RunFolder.Read(sweep.Job(0).Run))
            folder.WriteRun(run);
        Assert.Contains("its run is 'interrupted'", Assert.Single(sweep.Merge().LeftOut).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_finished_cell_nothing_is_written()
    {
        using SampleSweep sweep = new(s_axes, [["1", "mas", "1"], ["2", "mas", "1"]]);
        Assert.Equal("of 2 cells none can be merged: 2 wait; run the sweep first, with 'mas sweep run'", sweep.Merge().Nothing);
        sweep.Finish(0, 0.5);
        File.Delete(Path.Combine(sweep.Job(0).Run, RunFolder.MetricsFile));
        Assert.StartsWith("of 2 cells none can be merged: 1 waits, 1 finished but left out; the first of those left out: cells/c0/run/",
            sweep.Merge().Nothing, StringComparison.Ordinal);
        Assert.Equal([SweepFolder.CellsFile], Directory.GetFiles(sweep.Folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void The_same_cells_give_the_same_bytes()
    {
        using SampleSweep sweep = Small();
        string[] files = [SweepMerge.CsvFile, SweepMerge.ParquetFile, SweepFolder.ReportFile];
        sweep.Merge();
        byte[][] first = [.. files.Select(file => File.ReadAllBytes(sweep[file]))];
        sweep.Merge();
        Assert.All(files.Zip(first), file => Assert.Equal(file.Second, File.ReadAllBytes(sweep[file.First])));
    }

    [Fact]
    public async Task Many_rows_are_several_row_groups()
    {
        using SampleSweep sweep = new(["a"], [["1"], ["2"], ["3"]]);
        MetricRow[] rows = [.. Enumerable.Repeat(SampleSweep.Rows(0.5).First(), 30_000)];
        for (int cell = 0; cell < 3; cell++)
            sweep.Finish(cell, SampleSweep.Record(0.5), rows);
        Assert.Equal(90_000, sweep.Merge().Rows);
        await using FileStream file = File.OpenRead(sweep[SweepMerge.ParquetFile]);
        await using ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        long[] groups = [.. Enumerable.Range(0, reader.RowGroupCount).Select(group => reader.OpenRowGroupReader(group).RowCount)];
        Assert.Equal([60_000L, 30_000L], groups);
    }

    private static SampleSweep Small()
    {
        SampleSweep sweep = new(s_axes, [["4", "mas", "1"], ["4", "das", "2"]]);
        sweep.Finish(0, 0.5);
        sweep.Finish(1, 0.75);
        return sweep;
    }
}
