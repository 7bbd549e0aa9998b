using Mas.Results.Files;
using Mas.Results.Plans;
using Mas.Results.Store;
using Xunit;

namespace Mas.Results.Tests.Plans;

public sealed class PlanCsvTests
{
    private static readonly PlanRow s_row = new(new(0.1, null, 1.0 / 3, 2), 13, 2, 77, "=b,c", "trial_iia", 0.1 + 0.2);

    [Fact]
    public void The_table_is_what_the_contract_says() => Assert.Equal(
        "units,trials,noise,poisson,recorded_units,draw,seed,network,measure,value\n"
        + "0.1,,0.3333333333333333,2,13,2,77,\"'=b,c\",trial_iia,0.30000000000000004\n", PlanCsv.Text([s_row]));

    [Fact]
    public void Rows_read_back_to_the_same_bits()
    {
        PlanRow[] rows = [s_row, s_row with { Value = null }, .. SamplePlan.Rows(SamplePlan.Growing)];
        Assert.Equal(rows, PlanCsv.Parse(PlanCsv.Text(rows), "p.csv"));
    }

    [Theory]
    [InlineData("", 1, "the file is empty; its first line must be")]
    [InlineData("units\n", 1, "the first line must be exactly")]
    [InlineData("H\n1,2\n", 2, "the row has 2 fields, and 10 are wanted")]
    [InlineData("H\nx,,,,1,1,1,b,trial_iia,1\n", 2, "`units` is `x`, and a number or nothing is wanted")]
    [InlineData("H\n,,,,1,1,1,b,trial_iia,NaN\n", 2, "`value` is `NaN`, and a number or nothing is wanted")]
    [InlineData("H\n,,,,1,-1,1,b,trial_iia,1\n", 2, "`draw` is `-1`, and a whole number is wanted")]
    [InlineData("H\n,,,,1,1,99999999999,b,trial_iia,1\n", 2, "`seed` is `99999999999`, and a whole number is wanted")]
    public void A_broken_table_is_told_with_its_line(string text, int line, string message)
    {
        string file = text.Replace("H\n", PlanCsv.Header + "\n", StringComparison.Ordinal);
        InputError error = Assert.Single(Assert.Throws<InputException>(() => PlanCsv.Parse(file, "p.csv")).Errors);
        Assert.Equal(("p.csv", line), (error.File, error.Line));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b,trial_iia,0.09", "e,trial_iia,0.09", "a row is not one of this plan")]
    [InlineData("4,100,", "5,100,", "a row is not one of this plan")]
    [InlineData("b,trial_iia,0.09", "b,trial,0.09", "a row is not one of this plan")]
    [InlineData("4,100,,,4,1,11,b,cka-linear,0.89\n", "", "a recording lacks a measure or has one twice")]
    public void Values_of_another_plan_are_not_taken_up(string found, string replaced, string message)
    {
        string root = Directory.CreateTempSubdirectory("mas-plan-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(root, PlanRecord.RecordFile), "{}");
            using RunFolder folder = RunFolder.Open(root, resume: true, PlanRecord.RecordFile);
            IReadOnlyList<PlannedRecording> planned = PlannedRecording.All(SamplePlan.Lists, SamplePlan.Seeds, ["b", "fresh"]);
            PlanRow[] rows = SamplePlan.Rows(SamplePlan.Growing);
            PlanFolder.WriteRows(folder, rows);
            Assert.Equal(rows, PlanFolder.ReadRows(folder, planned));
            string text = folder.ReadText(PlanRecord.TableFile);
            Assert.Contains(found, text, StringComparison.Ordinal);
            folder.WriteText(PlanRecord.TableFile, text.Replace(found, replaced, StringComparison.Ordinal));
            InputError error = Assert.Single(Assert.Throws<InputException>(() => PlanFolder.ReadRows(folder, planned)).Errors);
            Assert.Equal($"{message}; delete the file, or give another folder with --output", error.Message);
            Assert.Equal(folder.Path(PlanRecord.TableFile), error.File);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
