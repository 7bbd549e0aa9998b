using System.Text;

namespace Mas.Results.Verification;

/// <summary>A verification on a terminal: one sentence for each direction and seed that contradicts, and for each key of
/// <c>run.json</c>, the verdict before all, then the sum of it.</summary>
internal static class VerificationText
{
    private const int MostLines = 20;

    public static string Of(VerificationRecord record)
    {
        StringBuilder text = new();
        string[] lines = [.. record.Problems, .. record.Differences.GroupBy(one => one.Subject)
            .Select(group => $"{group.Key}: {string.Join("; ", group.Select(one => one.Matter))}."),
            .. record.Contradictions.OrderBy(one => !one.IsOfVerdict).Select(one => $"{one}.")];
        foreach (string line in lines.Take(MostLines))
            text.Append(Printable.Of(line)).Append('\n');
        if (lines.Length > MostLines)
            text.Append($"… and {lines.Length - MostLines} more; --json lists all\n");
        text.Append(Printable.Of($"{record.Run} {Sum(record)}."));
        foreach (string phrase in record.NotCompared)
            text.Append('\n').Append(Printable.Of($"Not compared: {phrase}."));
        return text.ToString();
    }

    private static string Sum(VerificationRecord record)
    {
        string elsewhere = string.Join(", ", record.Elsewhere);
        return record switch
        {
            { Values: 0 } => "does not hold: nothing was evaluated, because its networks or data are others",
            { Holds: true, IsSameMachine: true } =>
                $"holds: all {record.Values} values that were evaluated again came out equal to the last bit, and run.json says what they "
                + "give",
            { Holds: true } => $"holds: of the {record.Values} values that were evaluated again {record.Equal} came out equal to the last "
                + $"bit and the others as close as another machine or other versions can be asked for ({elsewhere}), and run.json says "
                + "what they give",
            { Differences.Count: 0, Contradictions.Count: 0 } =>
                $"does not hold: the {record.Values} values that were evaluated again came out as they stand, but its files contradict one "
                + "another",
            { Differences.Count: 0 } =>
                $"does not hold: the {record.Values} values that were evaluated again came out as they stand, but run.json does not say "
                + "what they give",
            { IsSameMachine: true } =>
                $"does not hold: {record.Differences.Count} of the {record.Values} values that were evaluated again are others, on the "
                + "machine and with the versions of the run, where every bit must be the same",
            _ => $"does not hold: {record.Differences.Count} of the {record.Values} values that were evaluated again are further off than "
                + $"another machine or other versions explain ({elsewhere})",
        };
    }
}
