using System.Text;

namespace Mas.Results.Verification;

/// <summary>A verification on a terminal: one sentence for each direction and seed that contradicts, then the sum of it.</summary>
internal static class VerificationText
{
    private const int MostLines = 20;

    public static string Of(VerificationRecord record)
    {
        StringBuilder text = new();
        string[] lines = [.. record.Problems, .. record.Differences.GroupBy(one => one.Subject)
            .Select(group => $"{group.Key}: {string.Join("; ", group.Select(one => one.Matter))}.")];
        foreach (string line in lines.Take(MostLines))
            text.Append(Printable.Of(line)).Append('\n');
        if (lines.Length > MostLines)
            text.Append($"… and {lines.Length - MostLines} more; --json lists all\n");
        return text.Append(Printable.Of(Sum(record))).ToString();
    }

    private static string Sum(VerificationRecord record)
    {
        string elsewhere = string.Join(", ", record.Elsewhere);
        string sum = record switch
        {
            { Values: 0 } => "does not hold: nothing was evaluated, because its networks or data are others",
            { Holds: true, IsSameMachine: true } => $"holds: all {record.Values} values of its test came out equal to the last bit",
            { Holds: true } => $"holds: of the {record.Values} values of its test {record.Equal} came out equal to the last bit and the "
                + $"others as close as another machine or other versions can be asked for ({elsewhere})",
            { Differences.Count: 0 } =>
                $"does not hold: the {record.Values} values of its test came out as they stand, but its matrices contradict one another",
            { IsSameMachine: true } =>
                $"does not hold: {record.Differences.Count} of the {record.Values} values of its test are others, on the machine and with "
                + "the versions of the run, where every bit must be the same",
            _ => $"does not hold: {record.Differences.Count} of the {record.Values} values of its test are further off than another "
                + $"machine or other versions explain ({elsewhere})",
        };
        string rest = record.NotEvaluated == 0 ? ""
            : $" Not evaluated again: {record.NotEvaluated} values of analyses, controls that train and similarity measures.";
        return $"{record.Run} {sum}.{rest}";
    }
}
