using Mas.Causal;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings;

/// <summary>The variables of a recording as causal variables, with their values at every position.</summary>
/// <param name="Variables">Those that are used.</param>
/// <param name="Recorded">[variables] as they were recorded.</param>
/// <param name="Values">[positions, variables] row by row.</param>
internal sealed record RecordedValues(
    IReadOnlyList<CausalVariable> Variables, IReadOnlyList<RecordedVariable> Recorded, CausalValue[] Values)
{
    /// <param name="isChosen">Whether the variables were named one by one, so that all of them are used; otherwise those that a network
    /// has are, and where there is none, all.</param>
    /// <param name="known">Variables of the other networks in the experiment. A recorded variable that has the name of one of them gets
    /// its words, and their numbers.</param>
    /// <exception cref="InputException">A value is none of the words that a network's variable of this name has.</exception>
    public static RecordedValues Of(Recording recording, bool isChosen, IReadOnlyList<CausalVariable> known)
    {
        RecordedVariable[] shared = [.. recording.Variables.Where(one => known.Any(other => other.Name == one.Name))];
        RecordedVariable[] used = isChosen || shared.Length == 0 ? [.. recording.Variables] : shared;
        CausalVariable[] variables = [.. used.Select(one => known.FirstOrDefault(other => other.Name == one.Name)
            ?? new CausalVariable(one.Name, one.Kind == ValueKind.Text ? one.Categories : null))];
        double[][] columns = [.. used.Zip(variables, (one, variable) => Coded(recording, one, variable))];
        int phase = Array.IndexOf(variables, PhaseCounts.PhaseVariable);
        var values = new CausalValue[recording.Positions * used.Length];
        for (int position = 0; position < recording.Positions; position++)
            for (int v = 0; v < used.Length; v++)
                values[position * used.Length + v] = new(
                    columns[v][position], v != phase && phase >= 0 && columns[phase][position] == (int)Phase.Demo);
        return new(variables, used, values);
    }

    // [positions] numbers, or places among the variable's words.
    private static double[] Coded(Recording recording, RecordedVariable recorded, CausalVariable variable)
    {
        double[] values = recorded.AtPositions(recording.Offsets);
        if (variable.Labels is not { } labels || recorded.Categories.SequenceEqual(labels))
            return values;
        bool isText = recorded.Kind == ValueKind.Text;
        double[] different = [.. values.Distinct()];
        double?[] places = [.. different.Select(value => isText ? Place(labels, recorded.Categories[(int)value])
            : value >= 0 && value < labels.Count && double.IsInteger(value) ? value : null)];
        int wrong = Array.IndexOf(places, null);
        if (wrong >= 0)
            throw new InputException($"the value '{recorded.Text(different[wrong])}' of '{recorded.Name}' is none that the variable of "
                + $"this name has; its values are {Listing.Of([.. labels])}"
                + (isText ? "" : $", or their numbers from 0 to {labels.Count - 1}"), key: "trials");
        Dictionary<double, double> coded = different.Zip(places).ToDictionary(pair => pair.First, pair => pair.Second!.Value);
        return Array.ConvertAll(values, value => coded[value]);
    }

    private static double? Place(IReadOnlyList<string> labels, string text) =>
        labels.ToList().IndexOf(text) is int place and >= 0 ? place : null;
}
