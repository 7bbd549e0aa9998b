using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Plans;

namespace Mas.Plans;

/// <summary>What a plan does, for people: label and value.</summary>
internal static class PlanSetup
{
    // What the setup of a run says besides is of its networks, or the same in every plan.
    private static readonly string[] s_told =
    [
        "Task", "Exchanged variable", "Subspace size", "Alignment", "Interventions per direction", "Training", "Stops", "Alignment seeds",
    ];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(RecordingPlan plan)
    {
        Experiment experiment = new()
        {
            Name = plan.Name,
            Task = plan.Task,
            Site = plan.Site,
            Networks = [plan.Reference, .. plan.Recorded],
            Alignment = plan.Alignment,
        };
        return
        [
            .. plan.Lists.Varied.Select(key => KeyValuePair.Create(
                Listed.Capital(PlanWords.List(key)), string.Join(", ", plan.Lists.Of(key).Select(value => PlanWords.Short(key, value))))),
            new("Draws", Invariant($"{plan.Draws}")),
            new("Method", "clmas, the recording inaccessible; of fewer units than the subspace has, all"),
            .. RunSetup.Of(experiment).Where(pair => s_told.Contains(pair.Key)),
        ];
    }
}
