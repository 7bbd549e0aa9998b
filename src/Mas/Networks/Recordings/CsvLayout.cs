using Mas.Networks.Recordings.Csv;

namespace Mas.Networks.Recordings;

/// <summary>What the columns of a table are for.</summary>
internal sealed class CsvLayout(CsvHeader header)
{
    public CsvHeader Header => header;

    public int Trial { get; } = header.Find(ArrayActivity.Trial);

    /// <summary>−1 where each trial has one bin.</summary>
    public int Time { get; } = header.Find(ArrayActivity.Time);

    /// <summary>−1 in a wide table.</summary>
    public int Unit { get; } = header.Find(ArrayActivity.Unit);

    public bool IsLong => Unit >= 0;

    /// <summary>Whether it has the columns that a table of activity has.</summary>
    public bool IsActivity => Trial >= 0 && (IsLong || Time >= 0 || Numbered().Length > 0);

    /// <exception cref="InputException">A column is not there, or it cannot be told which one is meant.</exception>
    public CsvChoice Choose(RecordingOptions options)
    {
        if (Trial < 0)
            throw new InputException("the table has no column 'trial'; wanted are trial, time and unit beside the value, or trial and time "
                + "beside a column for each unit", header.File.Path, 1);
        bool hasTable = options.TrialsFile is not null;
        TrialVariable[] named = hasTable ? [] : [.. options.Trials ?? []];
        int[] asked = [.. named.Select(variable => TrialTable.Find(header, variable.Path))];
        int[] free = [.. Enumerable.Range(0, header.Names.Count).Where(column =>
            column != Trial && column != Time && column != Unit && !asked.Contains(column))];
        int[] values = IsLong ? [Value(options.Activity, free)] : Wide(options.Activity, free);
        if (options.Trials is null && !hasTable)
            named = [.. free.Except(values).Select(column => new TrialVariable(header.Names[column], header.Names[column]))];
        return new(header.Names[values[0]], values, named);
    }

    private int Value(string? activity, int[] free) => activity is not null ? TrialTable.Find(header, activity)
        : free.Length == 1 ? free[0]
        : throw new InputException($"which column has the activity cannot be told; give activity: NAME, one of {Names(free)}",
            header.File.Path, 1, key: "activity");

    private int[] Wide(string? activity, int[] free)
    {
        int[] found = activity is not null ? [.. free.Where(column => new NamePatterns([activity]).Match(header.Names[column]))]
            : Numbered().Intersect(free).ToArray() is { Length: > 0 } numbered ? numbered : free;
        return found.Length > 0 ? found
            : throw new InputException(activity is null ? "the table has no columns of units"
                : $"no column of units is named '{activity}'; a name may have * for any characters, such as 'unit *'; there are "
                    + $"{Names(free)}",
                header.File.Path, 1, key: "activity");
    }

    // Columns named by one word and different numbers: the largest group of them.
    private int[] Numbered() => Enumerable.Range(0, header.Names.Count)
        .Where(column => column != Trial && column != Time && char.IsAsciiDigit(header.Names[column][^1]))
        .GroupBy(column => header.Names[column].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))
        .MaxBy(group => group.Count())?.ToArray() ?? [];

    private string Names(int[] columns) => Listing.Of([.. columns.Select(column => header.Names[column])]);
}

/// <summary>Columns that are read.</summary>
/// <param name="Name">Of the first column of activity.</param>
/// <param name="Values">Places of the columns of activity.</param>
internal sealed record CsvChoice(string Name, int[] Values, TrialVariable[] Variables);
