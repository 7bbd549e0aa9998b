using Mas.Results.Figures;
using Mas.Results.Store;

namespace Mas.Results.Plans;

/// <summary>What a plan writes into its folder, file by file, each old or new and never half.</summary>
internal static class PlanFolder
{
    /// <summary>The values so far.</summary>
    public static void WriteRows(RunFolder folder, IReadOnlyList<PlanRow> rows) =>
        folder.WriteText(PlanRecord.TableFile, PlanCsv.Text(rows));

    public static void WriteRecord(RunFolder folder, PlanRecord plan) => folder.WriteBytes(PlanRecord.RecordFile, PlanJson.Bytes(plan));

    /// <summary>The page and its figures.</summary>
    public static void WritePage(RunFolder folder, PlanRecord plan)
    {
        foreach (PlanKey varied in plan.Drawn)
        {
            Figure figure = PlanFigure.Draw(plan, varied);
            folder.WriteText($"{RunFolder.FiguresFolder}/{figure.Name}.svg", figure.Standalone());
        }
        folder.WriteText(PlanRecord.ReportFile, PlanPage.Render(plan));
    }

    /// <summary>The values that an earlier sitting has finished.</summary>
    /// <param name="planned">All recordings of the plan.</param>
    /// <exception cref="InputException">The file is broken, or has values of another plan.</exception>
    public static IReadOnlyList<PlanRow> ReadRows(RunFolder folder, IReadOnlyList<PlannedRecording> planned)
    {
        if (!folder.Exists(PlanRecord.TableFile))
            return [];
        string file = folder.Path(PlanRecord.TableFile);
        IReadOnlyList<PlanRow> rows = PlanCsv.Parse(folder.ReadText(PlanRecord.TableFile), file);
        var known = planned.ToHashSet();
        if (rows.Any(row => !known.Contains(PlannedRecording.Of(row)) || PlanMeasure.All.All(one => one.Word != row.Measure)))
            throw new InputException("a row is not one of this plan; delete the file, or give another folder with --output", file);
        string[] measures = [.. PlanMeasure.All.Select(one => one.Word).Order()];
        if (rows.GroupBy(PlannedRecording.Of).Any(recording => !recording.Select(row => row.Measure).Order().SequenceEqual(measures)))
            throw new InputException(
                "a recording lacks a measure or has one twice; delete the file, or give another folder with --output", file);
        return rows;
    }
}
