using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Csv;

namespace Mas.Networks.Recordings;

/// <summary>A table of activity that has been read.</summary>
internal sealed record CsvTable(CsvLayout Layout, CsvChoice Choice, CsvData Data, CsvGrid Grid)
{
    private CsvHeader Header => Layout.Header;

    public static CsvTable Read(CsvLayout layout, CsvChoice choice)
    {
        int[] words = [.. choice.Variables.Select(variable => TrialTable.Find(layout.Header, variable.Path))
            .Append(layout.Trial).Append(layout.Time).Append(layout.Unit).Where(column => column >= 0).Distinct()];
        CsvData data = CsvData.Read(layout.Header, choice.Values, words);
        return new(layout, choice, data, CsvGrid.Of(data, layout.Trial, layout.Time, layout.Header));
    }

    /// <exception cref="InputException">A value is there twice, or missing.</exception>
    public ActivityBlock Activity()
    {
        CsvWords? unitWords = Layout.IsLong ? Data.Words[Layout.Unit] : null;
        string[] units = unitWords is null ? [.. Choice.Values.Select(column => Header.Names[column])] : Units(unitWords);
        Header.File.Limit.Require("the activity", (long)Grid.Offsets[^1] * units.Length, sizeof(float), Header.File.Path);
        // Rows are as many as values, or as many as positions: fewer leave a hole.
        if ((long)Grid.Offsets[^1] * units.Length > (long)Data.Rows * Choice.Values.Length)
            throw Missing(units, unitWords);
        var values = new float[Grid.Offsets[^1] * units.Length];
        var isThere = new bool[values.Length];
        int[]? place = unitWords is null ? null : [.. unitWords.Different.Select(unit => Array.IndexOf(units, unit))];
        for (int row = 0; row < Data.Rows; row++)
            for (int column = 0; column < Choice.Values.Length; column++)
            {
                int at = Grid.Positions[row] * units.Length + (place is null ? column : place[unitWords!.Codes[row]]);
                if (isThere[at])
                    throw Twice(row, units[at % units.Length]);
                (values[at], isThere[at]) = (Data.Numbers[row * Choice.Values.Length + column], true);
            }
        return Array.TrueForAll(isThere, there => there) ? new(Grid.Offsets, values, units) : throw Missing(units, unitWords);
    }

    public IReadOnlyList<RecordedVariable> Variables()
    {
        int[] positions = Grid.FirstRows();
        int[] trials = [.. Grid.Offsets[..^1].Select(start => positions[start])];
        return [.. Choice.Variables.Select(variable =>
        {
            int column = TrialTable.Find(Header, variable.Path);
            bool isPerBin = IsPerBin(Data.Words[column], positions);
            return CsvVariables.Of(variable.Name, Data, column, isPerBin ? positions : trials, isPerBin, Header);
        })];
    }

    /// <summary>The columns of <see cref="Variables"/> as they are in the table.</summary>
    public IEnumerable<Column> Columns() => Choice.Variables.Select(variable => Data.Words[TrialTable.Find(Header, variable.Path)]
        .Column(variable.Name, [.. Enumerable.Range(0, Data.Rows)]));

    // Whether it changes within a trial. Rows of one position must agree.
    private bool IsPerBin(CsvWords words, int[] positions)
    {
        for (int row = 0; row < Data.Rows; row++)
            if (words.Codes[row] != words.Codes[positions[Grid.Positions[row]]])
                throw new InputException("a variable has another value here than in an earlier row of the same trial and "
                    + "time", Header.File.Path,
                    Data.Lines[row]);
        return Enumerable.Range(0, Grid.Trials.Count).Any(trial => Enumerable.Range(Grid.Offsets[trial], Grid.Offsets[trial + 1]
            - Grid.Offsets[trial]).Any(position => words.Codes[positions[position]] != words.Codes[positions[Grid.Offsets[trial]]]));
    }

    // In the order of their numbers where all of them are numbers.
    private static string[] Units(CsvWords words) => words.Numbers() is double[] numbers && numbers.Distinct().Count() == numbers.Length
        ? [.. words.Different.Zip(numbers).OrderBy(pair => pair.Second).Select(pair => pair.First)] : [.. words.Different];

    private InputException Twice(int row, string unit) => new(Layout.IsLong
        ? $"the value of trial {Word(Layout.Trial, row)}, time {Word(Layout.Time, row)}, unit {unit} is here for the second time"
        : $"trial {Word(Layout.Trial, row)}, time {Word(Layout.Time, row)} has a second row here", Header.File.Path, Data.Lines[row]);

    private InputException Missing(string[] units, CsvWords? unitWords)
    {
        var found = new HashSet<(int Position, int Unit)>();
        for (int row = 0; row < Data.Rows; row++)
            found.Add((Grid.Positions[row], unitWords is null ? 0 : Array.IndexOf(units, unitWords.Different[unitWords.Codes[row]])));
        int[] first = Grid.FirstRows();
        for (int position = 0; position < first.Length; position++)
            for (int unit = 0; unit < (unitWords is null ? 1 : units.Length); unit++)
                if (!found.Contains((position, unit)))
                    return Missing(position, first[position], unitWords is null ? "" : $"unit {units[unit]} of ");
        throw new InvalidOperationException("nothing is missing");
    }

    private InputException Missing(int position, int row, string unit)
    {
        string trial = Grid.Trials[Grid.TrialOf(position)];
        return row < 0 ? new($"trial {trial} has no rows for one of its times, at which other trials have some", Header.File.Path, 1)
            : new($"there is no value for {unit}trial {trial}, time {Word(Layout.Time, row)}; every unit needs one at every time of a "
                + $"trial (the other values begin at this line)", Header.File.Path, Data.Lines[row]);
    }

    private string Word(int column, int row) => column < 0 ? "0" : Data.Words[column].Different[Data.Words[column].Codes[row]];
}
