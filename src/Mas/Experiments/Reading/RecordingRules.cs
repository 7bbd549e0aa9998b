using Mas.Interchange;
using Mas.Networks.Recordings;
using Mas.Tasks;
using Mas.Training;

namespace Mas.Experiments.Reading;

/// <summary>What recordings among the networks must fit.</summary>
internal sealed class RecordingRules(Section section, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, AlignmentOptions options)
{
    private const int LookedAt = 2_048; // sequences, which say what values a network's variable has

    /// <summary>Reports everything that does not fit.</summary>
    /// <param name="methods">The methods, as far as they are possible, with their directions.</param>
    public void Check(IReadOnlyList<Method> methods)
    {
        int[] recordings = [.. Enumerable.Range(0, networks.Count).Where(k => tasks.Networks[k] is RecordingTask)];
        if (recordings.Length > 0 && options.Scheme == Scheme.Stepwise)
            section.Fail("scheme", $"the stepwise scheme goes through the positions of both sequences side by side, and the trials of "
                + $"{networks[recordings[0]].Name} are not the network's sequences; use the scheme single");
        Direction[] exchanged = [.. methods.SelectMany(method => method.Trained).Distinct()];
        foreach (int k in recordings)
            CheckValues(k, exchanged);
    }

    // A value that the network's variable never has could be written, and nothing could be said of what should follow.
    private void CheckValues(int recording, Direction[] exchanged)
    {
        var task = (RecordingTask)tasks.Networks[recording]!;
        foreach (Direction direction in exchanged.Where(one => one.Source == recording && tasks.Networks[one.Target] is not RecordingTask))
            foreach (ExchangedVariable variable in options.Variables)
                if (tasks.Networks[direction.Target] is { } target && Outside(task, target, variable, direction) is string found)
                {
                    networks[recording].Section.Sub(RecordingSource.FileKey).Fail("trials", found
                        + $" {networks[direction.Target].Name} never has; leave such trials out of the file, or widen its task");
                    return;
                }
    }

    private static string? Outside(RecordingTask recording, SequenceTask target, ExchangedVariable variable, Direction direction)
    {
        (string read, string written) = (variable.Names[direction.Source], variable.Names[direction.Target]);
        if (!PossibleExchange.Between(recording, target, read, written))
            return null; // which is told elsewhere
        foreach ((int own, int other) in VariableExchange.Between(recording, target, read, written).Pairs)
        {
            HashSet<double> natural = [.. Values(new SequencePool(target, 0, "values", LookedAt), other)];
            double[] recorded = [.. Values(new SequencePool(recording, 0, "values", 0), own).Distinct().Order()];
            string[] outside = [.. recorded.Where(value => !natural.Contains(value))
                .Select(value => value.ToString("r", CultureInfo.InvariantCulture))];
            if (outside.Length > 0)
                return $"'{recording.Variables[own].Name}' has {(outside.Length == 1 ? "the value" : "values")} "
                    + $"{Listed.Few(outside)} in {recording.Name}, which "
                    + $"'{target.Variables[other].Name}' of";
        }
        return null;
    }

    private static IEnumerable<double> Values(SequencePool pool, int variable) =>
        from q in Enumerable.Range(0, pool.Count)
        from position in pool.Readable(q).ToArray()
        let value = pool.Values(q, position)[variable]
        where !value.IsNone
        select Math.Round(value.Number, 9);
}
