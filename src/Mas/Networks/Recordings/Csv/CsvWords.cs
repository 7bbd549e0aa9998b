using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Csv;

/// <summary>A column of words: each different word once, and which of them each row has.</summary>
/// <param name="Codes">[rows] places in <paramref name="Different"/>.</param>
/// <param name="Different">In the order in which they first come.</param>
internal sealed record CsvWords(int[] Codes, IReadOnlyList<string> Different)
{
    private static readonly string[] s_true = ["true", "TRUE", "True"], s_false = ["false", "FALSE", "False"];

    /// <summary>The words as numbers; null where one is none.</summary>
    public double[]? Numbers()
    {
        var numbers = new double[Different.Count];
        for (int i = 0; i < numbers.Length; i++)
            if (!double.TryParse(Different[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        return numbers;
    }

    /// <summary>The column of these rows: flags, whole numbers, numbers or texts, whatever all of its words are.</summary>
    public Column Column(string name, IReadOnlyList<int> rows)
    {
        if (Different.All(word => s_true.Contains(word) || s_false.Contains(word)))
            return new(name, ValueKind.Flag, [.. rows.Select(row => s_true.Contains(Different[Codes[row]]) ? 1.0 : 0)], null);
        if (Numbers() is not double[] numbers)
            return new(name, ValueKind.Text, [], [.. rows.Select(row => Different[Codes[row]])]);
        bool isWhole = Array.TrueForAll(numbers, number => number == Math.Floor(number) && Math.Abs(number) <= 1L << 53);
        return new(name, isWhole ? ValueKind.Whole : ValueKind.Number, [.. rows.Select(row => numbers[Codes[row]])], null);
    }
}

/// <summary>Gathers a column of words.</summary>
internal sealed class CsvWordsBuilder
{
    private readonly Dictionary<string, int> _places = [];
    private readonly List<string> _different = [];
    private readonly List<int> _codes = [];

    public void Add(ReadOnlySpan<char> field)
    {
        ReadOnlySpan<char> word = field.Trim();
        // Rows of one trial follow each other.
        if (_codes.Count > 0 && word.SequenceEqual(_different[_codes[^1]]))
        {
            _codes.Add(_codes[^1]);
            return;
        }
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> places = _places.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!places.TryGetValue(word, out int code))
        {
            code = _different.Count;
            _different.Add(word.ToString());
            _places.Add(_different[^1], code);
        }
        _codes.Add(code);
    }

    public CsvWords Build() => new([.. _codes], _different);
}
