using System.Text;
using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Csv;
using nietras.SeparatedValues;

namespace Mas.Networks.Matrices;

/// <summary>A table of numbers in a CSV file, with or without names of its columns and rows.</summary>
/// <param name="values">Row after row.</param>
internal sealed class MatrixTable(string path, long[] shape, double[] values, ReadingLimit limit)
    : StoredArray(path, System.IO.Path.GetFileNameWithoutExtension(path), shape, limit)
{
    private static readonly char[] s_separators = [',', ';', '\t'];

    public override string Type => "float64";

    public override ValueKind Kind => ValueKind.Number;

    /// <exception cref="InputException">It is no table, or a field is no number; the line is told.</exception>
    public static MatrixTable Read(OpenedFile file)
    {
        CsvText.Require(file);
        file.Limit.Require("the table", file.Length, sizeof(double), file.Path);
        var rows = new Rows(file.Path);
        try
        {
            using SepReader reader = Sep.New(Separator(file))
                .Reader(options => options with { HasHeader = false, DisableColCountCheck = true, Unescape = true })
                .From(new FileSlice(file, 0, file.Length));
            while (reader.MoveNext())
                if (!reader.Current.Span.IsWhiteSpace())
                    rows.Add(reader.Current);
        }
        catch (Exception error) when (error is NotSupportedException or InvalidDataException or ArgumentException)
        {
            throw new InputException("the table has a line that is too long to be read", file.Path, inner: error);
        }
        return new(file.Path, [rows.Count, rows.Columns], [.. rows.Values], file.Limit);
    }

    protected override void RequireStored()
    {
    }

    protected override void Fill<T>(Span<T> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = T.CreateSaturating(values[i]);
    }

    protected override string[] ReadTexts() => throw new InvalidOperationException("A table of numbers has no texts.");

    private static char Separator(OpenedFile file)
    {
        const int looked = 1 << 16;
        string start = Encoding.UTF8.GetString(file.Start(looked));
        string line = start.Split('\n', 2)[0];
        return s_separators.MaxBy(one => line.Count(letter => letter == one));
    }

    // The first line may name the columns, and the first field of each other line its row.
    private sealed class Rows(string path)
    {
        private int? _names; // fields of the first line, where these are names
        private bool _isFirstEmpty, _hasRowNames;

        public List<double> Values { get; } = [];

        public int Count { get; private set; }

        public int Columns { get; private set; }

        public void Add(SepReader.Row row)
        {
            if (Count == 0 && _names is null && IsNames(row))
            {
                (_names, _isFirstEmpty) = (row.ColCount, row[0].Span.IsWhiteSpace());
                return;
            }
            if (Count == 0)
            {
                _hasRowNames = _isFirstEmpty || _names == row.ColCount - 1 || Number(row, 0) is null;
                Columns = row.ColCount - (_hasRowNames ? 1 : 0);
            }
            int first = _hasRowNames ? 1 : 0;
            if (row.ColCount - first != Columns)
                throw new InputException(
                    $"this row has {row.ColCount - first} numbers, and the first has {Columns}", path, row.LineNumberFrom);
            for (int column = first; column < row.ColCount; column++)
                Values.Add(Number(row, column) ?? throw new InputException(
                    $"field {column + 1} of this row is no number; a number is wanted", path, row.LineNumberFrom));
            Count++;
        }

        private static bool IsNames(SepReader.Row row)
        {
            for (int column = 1; column < row.ColCount; column++)
                if (Number(row, column) is null)
                    return true;
            return row[0].Span.IsWhiteSpace();
        }

        // NumPy and R write what is infinite as inf and Inf.
        private static double? Number(SepReader.Row row, int column)
        {
            ReadOnlySpan<char> text = row[column].Span.Trim();
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
                : text.TrimStart('-').Equals("inf", StringComparison.OrdinalIgnoreCase) ? double.PositiveInfinity : null;
        }
    }
}
