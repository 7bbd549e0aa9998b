using Mas.Experiments.Reading;
using Mas.Experiments.Yaml;
using Mas.Results.Plans;
using Mas.Tasks;

namespace Mas.Plans;

/// <summary>Reads what a plan varies: lists that rise, because the last of each is the best.</summary>
internal sealed class PlanListReader(Section root, IReadOnlyList<ReadNetwork> networks)
{
    private const int MostValues = 100;

    private static readonly Bounds s_units = new(0, 16_384, IncludesLow: false);

    /// <summary>The plan with its lists; all errors are reported, also without a plan.</summary>
    public RecordingPlan? ReadInto(RecordingPlan? plan)
    {
        ValueList<double> units = Rising(PlanKey.Units, value => value.Real(s_units));
        ValueList<double> trials = Rising(PlanKey.Trials, value => value.Whole(TrialsOfTask.Fewest, NetworkSourceReader.MostTrials));
        ValueList<double> noise = Rising(PlanKey.Noise, value => value.Real(NetworkSourceReader.Ratios));
        ValueList<double> poisson = Rising(PlanKey.Poisson, value => value.Real(NetworkSourceReader.Rates));
        CheckUnits(units);
        if (PlanLists.Keys.All(key => root.Take(key.Word()) is null))
            root.Fail(null, PlanKey.Units.Word(), "nothing is varied; wanted is a list of units, trials, noise or poisson, the best last");
        return plan is null ? null : plan with { Units = units, Trials = trials, Noise = noise, Poisson = poisson };
    }

    private ValueList<double> Rising(PlanKey key, Func<ScalarReader, double?> read)
    {
        string word = key.Word();
        if (root.Items(word) is not { } items)
            return [];
        if (items.Count is 0 or > MostValues)
            root.Fail(word, $"{items.Count} values are listed; wanted are 1 to {MostValues}");
        double[]? values = root.Values(word, read);
        for (int i = 1; i < values?.Length; i++)
            if (values[i] <= values[i - 1])
                root.Fail(items[i], Dotted.Join(word, i),
                    $"{items[i].Description} is not above the value before it; the list must rise, because its last value is the best");
        return values is null ? [] : [.. values];
    }

    private void CheckUnits(IReadOnlyList<double> units)
    {
        const string key = "units";
        if (units.Count == 0 || root.Items(key) is not { } items)
            return;
        for (int i = 0; i < units.Count; i++)
        {
            string place = Dotted.Join(key, i);
            if (units[i] <= 1 != units[0] <= 1)
                root.Fail(items[i], place, "shares, which are at most 1, and numbers of units cannot stand in one list; write one kind");
            else if (units[i] > 1 && units[i] != Math.Floor(units[i]))
                root.Fail(items[i], place, $"{items[i].Description} is neither a number of units nor a share of them, at most 1");
            else if (networks.Skip(1).FirstOrDefault(network => units[i] > network.Width) is { } narrow)
                root.Fail(items[i], place,
                    $"{items[i].Description} is more than the {narrow.Width} units of network '{narrow.Name}'; end the list there");
        }
    }
}
