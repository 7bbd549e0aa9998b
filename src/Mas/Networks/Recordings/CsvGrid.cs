using Mas.Networks.Recordings.Csv;

namespace Mas.Networks.Recordings;

/// <summary>Which trial and bin each row of a table belongs to. Trials keep the order in which they come, or the order of their numbers;
/// bins are in the order of their times.</summary>
/// <param name="Trials">[trials] names.</param>
/// <param name="Offsets">[trials + 1] first position of each trial.</param>
/// <param name="Positions">[rows] the position of each row.</param>
internal sealed record CsvGrid(IReadOnlyList<string> Trials, int[] Offsets, int[] Positions)
{
    /// <param name="time">The column of times; −1 where each trial has one bin.</param>
    /// <exception cref="InputException">A time is no number, or a trial has a hole; the line is told.</exception>
    public static CsvGrid Of(CsvData data, int trial, int time, CsvHeader header)
    {
        CsvWords trials = data.Words[trial];
        int[] places = Places(trials.Numbers() ?? [.. Enumerable.Range(0, trials.Different.Count).Select(code => (double)code)]);
        string[] names = [.. places.Select((place, code) => (place, code)).OrderBy(pair => pair.place)
            .Select(pair => trials.Different[pair.code])];
        int[] bins = time < 0 ? new int[data.Rows] : Bins(data, time, header);
        var first = new int[names.Length];
        var last = new int[names.Length];
        Array.Fill(first, int.MaxValue);
        Array.Fill(last, -1);
        for (int row = 0; row < data.Rows; row++)
        {
            int at = places[trials.Codes[row]];
            (first[at], last[at]) = (Math.Min(first[at], bins[row]), Math.Max(last[at], bins[row]));
        }
        long positions = 0;
        var offsets = new int[names.Length + 1];
        for (int at = 0; at < names.Length; at++)
        {
            positions += last[at] - first[at] + 1;
            // Every position has a row, so that more of them than rows are holes.
            if (positions > data.Rows)
                throw new InputException($"trial '{names[at]}', or one before it, has no rows for some of the times between its first and "
                    + "its last one, at which other trials have rows; give every trial the same times without holes", header.File.Path);
            offsets[at + 1] = (int)positions;
        }
        return new(names, offsets, [.. Enumerable.Range(0, data.Rows).Select(row =>
            offsets[places[trials.Codes[row]]] + bins[row] - first[places[trials.Codes[row]]])]);
    }

    /// <summary>The trial of a position.</summary>
    public int TrialOf(int position) => Array.FindLastIndex(Offsets, start => start <= position);

    /// <summary>The first row of every position; −1 where there is none.</summary>
    public int[] FirstRows()
    {
        var rows = new int[Offsets[^1]];
        Array.Fill(rows, -1);
        for (int row = Positions.Length - 1; row >= 0; row--)
            rows[Positions[row]] = row;
        return rows;
    }

    private static int[] Bins(CsvData data, int time, CsvHeader header)
    {
        CsvWords times = data.Words[time];
        double[] numbers = times.Numbers() ?? throw new InputException("the column 'time' has words that are no numbers; times or numbers "
            + "of bins are wanted", header.File.Path, 1);
        if (Array.FindIndex(numbers, number => !double.IsFinite(number)) is int wrong and >= 0)
            throw new InputException($"the column 'time' is {FiniteActivity.Word(numbers[wrong])}; a finite number is wanted",
                header.File.Path, data.Lines[Array.IndexOf(times.Codes, wrong)]);
        int[] places = Places(numbers);
        return [.. times.Codes.Select(code => places[code])];
    }

    // The rank of each number; equal ones share theirs.
    private static int[] Places(double[] numbers)
    {
        double[] sorted = [.. numbers.Distinct().Order()];
        return [.. numbers.Select(number => Array.BinarySearch(sorted, number))];
    }
}
