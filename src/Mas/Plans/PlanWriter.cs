using System.Text;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Plans;

namespace Mas.Plans;

/// <summary>Writes the resolved copy of a plan: every key that this version reads, with its value.</summary>
internal static class PlanWriter
{
    public static string Write(RecordingPlan plan)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"name: {ExperimentWriter.Quoted(plan.Name)}");
        Line($"seed: {plan.Seed}");
        Line($"task: {plan.Task.Entry(ExperimentWriter.Quoted)}");
        if (plan.Site is { } site)
            Line($"site: {site}");
        Line($"{PlanNetworkReader.Reference}: {Network(plan.Reference)}");
        Line($"{PlanNetworkReader.Alike}: {Network(plan.Alike)}");
        Line($"{PlanNetworkReader.Different}:");
        foreach (NetworkOptions network in plan.Different)
            Line($"  - {Network(network)}");
        foreach (PlanKey key in plan.Lists.Varied)
            Line($"{key.Word()}: [{string.Join(", ", plan.Lists.Of(key).Select(value => Invariant($"{value:r}")))}]");
        Line($"draws: {plan.Draws}");
        Line($"alignment:");
        foreach (FormattableString line in PlanAlignment.Lines(plan))
            Line($"  {line.ToString(CultureInfo.InvariantCulture)}");
        return text.ToString();
    }

    private static string Network(NetworkOptions network)
    {
        string site = network.Site is { } own ? $", site: {own}" : "";
        return $"{{ name: {ExperimentWriter.Quoted(network.Name)}, {network.Source.Entry(ExperimentWriter.Quoted)}{site}, "
            + $"insist: {(network.Insist ? "true" : "false")} }}";
    }
}
