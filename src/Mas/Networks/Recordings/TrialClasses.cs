using Mas.Results.Records;

namespace Mas.Networks.Recordings;

/// <summary>Trials by the values that do not change within them, and how they are split: 70 : 15 : 15 within each class, in the order of a
/// hash of their numbers. Recordings of the same trials are split alike.</summary>
internal sealed class TrialClasses
{
    /// <summary>Of fewer trials a class has none for a split.</summary>
    public const int FewestTrials = 4;

    private const double HeldShare = 0.15;
    private const int MostNamed = 3;

    private readonly IReadOnlyList<int[]> _classes; // trials of each, in the order of the hash

    /// <exception cref="InputException">A class has fewer than four trials.</exception>
    public TrialClasses(Recording recording, RecordedValues values)
    {
        RecordedVariable[] perTrial = [.. values.Recorded.Where(variable => !variable.IsPerBin)];
        IGrouping<string, int>[] classes = [.. Enumerable.Range(0, recording.Trials).GroupBy(trial =>
            string.Join(", ", perTrial.Select(variable => $"{variable.Name} {variable.Text(variable.Values[trial])}")))];
        RequireTrials(classes, recording.Trials);
        _classes = [.. classes.Select(one => one.OrderBy(Place).ThenBy(trial => trial).ToArray())];
    }

    /// <summary>Trials of a split, rising; of any other word all.</summary>
    public int[] Of(string split) => [.. _classes.SelectMany(trials => trials[Share(split, trials.Length)]).Order()];

    private static Range Share(string split, int trials)
    {
        int held = Math.Max(1, (int)Math.Round(HeldShare * trials)), train = trials - 2 * held;
        return split switch
        {
            Metrics.Train => ..train,
            Metrics.Validation => train..(train + held),
            Metrics.Test => (train + held)..,
            _ => ..,
        };
    }

    private static ulong Place(int trial) => SeededRandom.Derive(0, "split of trials", trial);

    private static void RequireTrials(IGrouping<string, int>[] classes, int trials)
    {
        IGrouping<string, int>[] rare = [.. classes.Where(one => one.Count() < FewestTrials)];
        if (rare.Length == 0)
            return;
        string[] named = [.. rare.Take(MostNamed).Select(one => $"{(one.Key.Length == 0 ? "the recording" : one.Key)} ({one.Count()})")];
        string more = rare.Length > MostNamed ? $" and {rare.Length - MostNamed} more" : "";
        throw new InputException($"of {Listed.Count(trials, "trial")} each combination of values needs at least {FewestTrials}, to be "
            + $"split into training, validation and test, and these have fewer: {string.Join("; ", named)}{more}; record more trials, or "
            + "name fewer variables under trials", key: "trials");
    }
}
