using Mas.Results.Plans;
using Mas.Results.Records;

namespace Mas.Results.Tests.Plans;

/// <summary>A plan whose values are made up.</summary>
internal static class SamplePlan
{
    public static readonly PlanLists Lists = new([4, 16, 64], [50, 100], [], []);

    public static readonly int[] Seeds = [11, 12, 13];

    public static PlanRecord Record(
        IReadOnlyList<PlanRow> rows, string status = RunStatus.Done, string different = "fresh") => new PlanRecord
        {
            Plan = "sample",
            Status = status,
            Seed = 1,
            DrawSeeds = Seeds,
            Networks =
        [
            new("a", "reference", "gru", "state", 128, 1_000, "aa", 1),
            new("b", "alike", "gru", "state", 128, 1_000, "bb", 0.995),
            new(different, "different", "gru", "state", 128, 1_000, "cc", 0),
        ],
            Lists = Lists,
            Setup = [new("Task", "multi-object")],
            Versions = new Dictionary<string, string> { ["mas"] = "1.0" },
            Hash = "dd",
        }.With(rows);

    /// <summary>Every value of the plan; draws differ by 0.01.</summary>
    /// <param name="value">Of a measure, network and point, without the draw.</param>
    public static PlanRow[] Rows(Func<string, string, PlanPoint, double?> value, int draws = 3) =>
    [
        .. from recording in PlannedRecording.All(Lists, Seeds[..draws], ["b", "fresh"])
            from measure in PlanMeasure.All
            select new PlanRow(
                recording.Point, recording.Point.UnitsOf(128), recording.Draw, recording.Seed, recording.Network, measure.Word,
                value(measure.Word, recording.Network, recording.Point) + (0.01 * (recording.Draw - 2))),
    ];

    /// <summary>Trial IIA of the network that works alike is 0.1 at 4 units, 0.5 at 16 and 0.9 at 64; nothing else depends on
    /// anything.</summary>
    public static double? Growing(string measure, string network, PlanPoint point) => measure != Metrics.TrialIia ? 0.9
        : network == "fresh" ? 0.1 : point.Units switch { 4 => 0.1, 16 => 0.5, _ => 0.9 };
}
