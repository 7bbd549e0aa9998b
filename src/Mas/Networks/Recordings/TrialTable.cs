using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Csv;

namespace Mas.Networks.Recordings;

/// <summary>A CSV table with a row for each trial.</summary>
internal static class TrialTable
{
    /// <summary>The columns as variables.</summary>
    /// <param name="asked">Null for all columns but <c>trial</c>.</param>
    /// <param name="trials">[trials] their names; rows are found by the column <c>trial</c> where there is one, else by their
    /// order.</param>
    /// <exception cref="InputException">The table is broken, or does not fit the trials.</exception>
    public static IReadOnlyList<RecordedVariable> Read(
        string path, ValueList<TrialVariable>? asked, IReadOnlyList<string> trials, ReadingLimit limit)
    {
        using OpenedFile file = OpenedFile.Open(path, limit);
        CsvHeader header = CsvHeader.Read(file);
        TrialVariable[] wanted = asked is not null ? [.. asked]
            : [.. header.Names.Where(name => name != ArrayActivity.Trial).Select(name => new TrialVariable(name, name))];
        int[] columns = [.. wanted.Select(variable => Find(header, variable.Path))];
        int key = header.Find(ArrayActivity.Trial);
        CsvData data = CsvData.Read(header, [], [.. columns.Append(key).Where(column => column >= 0).Distinct()]);
        if (data.Rows != trials.Count)
            throw new InputException($"the table has {data.Rows} rows, and the recording has {trials.Count} trials; a row for each trial "
                + "is wanted", path);
        int[] rows = key < 0 ? [.. Enumerable.Range(0, data.Rows)] : Ordered(data, data.Words[key], trials, path);
        return [.. wanted.Zip(columns, (variable, column) =>
            CsvVariables.Of(variable.Name, data, column, rows, isPerBin: false, header))];
    }

    public static int Find(CsvHeader header, string name) => header.Find(name) is int column and >= 0 ? column
        : throw new InputException($"the table has no column '{name}'{NearestWord.Advice(name, [.. header.Names])}", header.File.Path, 1);

    private static int[] Ordered(CsvData data, CsvWords names, IReadOnlyList<string> trials, string path)
    {
        var rows = new Dictionary<string, int>();
        for (int row = 0; row < data.Rows; row++)
            if (!rows.TryAdd(names.Different[names.Codes[row]], row))
                throw new InputException($"trial '{names.Different[names.Codes[row]]}' has two rows", path, data.Lines[row]);
        // Trials without names of their own may be counted from 0 or from 1.
        bool isFromOne = !rows.ContainsKey(trials[0]) && trials.Select((name, place) => (name, place)).All(pair =>
            pair.name == Invariant($"{pair.place}") && rows.ContainsKey(Invariant($"{pair.place + 1}")));
        return [.. trials.Select((name, place) => rows.TryGetValue(isFromOne ? Invariant($"{place + 1}") : name, out int row) ? row
            : throw new InputException($"the table has no row for trial '{name}' of the recording", path))];
    }
}
