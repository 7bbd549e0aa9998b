using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings;

/// <summary>What a file holds, as <c>mas inspect</c> shows it.</summary>
/// <param name="Arrays">Every array, or every column of a table.</param>
/// <param name="Variables">What may be variables: a value for each trial, or for each bin of each trial.</param>
internal sealed record RecordingContent(
    string Format, IReadOnlyList<ArrayContent> Arrays, IReadOnlyList<VariableContent> Variables, IReadOnlyList<string> Notices)
{
    /// <summary>What was taken for the activity; null where nothing can be.</summary>
    public string? Activity { get; init; }

    /// <summary>Null where it is not known, as the next two.</summary>
    public int? Trials { get; init; }

    /// <summary>Bins of the longest trial.</summary>
    public int? Times { get; init; }

    public int? Units { get; init; }

    public SpikeContent? Spikes { get; init; }

    public IReadOnlyList<SeriesContent> Series { get; init; } = [];
}

/// <summary>An array as the file shows it.</summary>
internal sealed record ArrayContent(string Name, string Type, IReadOnlyList<long> Shape)
{
    public static ArrayContent Of(StoredArray array) => new(array.Name, array.Type, array.Shape);
}

/// <summary>A variable, and what values it takes.</summary>
/// <param name="Values">The different values where they are few; otherwise the lowest and the highest, of texts the first ones.</param>
/// <param name="Count">How many different values there are.</param>
internal sealed record VariableContent(string Name, ValueKind Kind, IReadOnlyList<string> Values, int Count)
{
    public const int Most = 20;

    /// <summary>Whether <see cref="Values"/> are not all of them.</summary>
    public bool IsCut => Count > Values.Count;

    /// <summary>Of each column that can be read; of the others it is told why not.</summary>
    public static IReadOnlyList<VariableContent> All(IEnumerable<Func<Column>> columns, List<string> notices)
    {
        var found = new List<VariableContent>();
        foreach (Func<Column> column in columns)
            try
            {
                found.Add(Of(column()));
            }
            catch (InputException error)
            {
                notices.AddRange(error.Errors.Select(one => one.Message));
            }
        return found;
    }

    public static VariableContent Of(Column column)
    {
        (double[] coded, IReadOnlyList<string> categories) = column.Coded();
        double[] different = [.. coded.Where(double.IsFinite).Distinct().Order()];
        string[] values = column.Kind == ValueKind.Text ? [.. categories.Take(Most)]
            : [.. (different.Length <= Most ? different : [different[0], different[^1]]).Select(Word)];
        return new(column.Name, column.Kind, values, different.Length);

        string Word(double value) => new Column("", column.Kind, [value], null).Text(0);
    }
}

/// <summary>Spikes of all units, in seconds.</summary>
/// <param name="Lowest">Spikes in a second, of the unit with the fewest, the one in the middle and the one with the most.</param>
/// <param name="Gaps">Long stretches without a spike of any unit.</param>
internal sealed record SpikeContent(
    long Count, double First, double Last, double Lowest, double Middle, double Highest, IReadOnlyList<(double From, double To)> Gaps);

/// <summary>Samples over time.</summary>
/// <param name="Rate">Samples in a second; null where they are not regular.</param>
internal sealed record SeriesContent(string Path, IReadOnlyList<long> Shape, double? Rate);
