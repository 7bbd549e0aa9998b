using System.Text;
using Mas.Networks.Recordings.Arrays;
using nietras.SeparatedValues;

namespace Mas.Networks.Recordings.Csv;

/// <summary>The first line of a table: what separates the columns, and their names.</summary>
internal sealed record CsvHeader(char Separator, IReadOnlyList<string> Names, OpenedFile File)
{
    private const int LongestLine = 1 << 22, MostColumns = 100_000;

    private static readonly char[] s_separators = [',', ';', '\t'];

    /// <exception cref="InputException">The file is no table, or has a name twice.</exception>
    public static CsvHeader Read(OpenedFile file)
    {
        CsvText.Require(file);
        string start = Encoding.UTF8.GetString(file.Start(LongestLine));
        int end = start.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 && file.Length > LongestLine)
            throw new InputException($"the first line is longer than {LongestLine} bytes; a table begins with the names of its "
                + "columns", file.Path);
        string line = end < 0 ? start : start[..end];
        char separator = s_separators.MaxBy(one => line.Count(letter => letter == one));
        if (!line.Contains(separator))
            throw new InputException("this is no file of recorded activity: npy, npz, HDF5, NWB, MATLAB 5 and 7.3 are told by their first "
                + "bytes, and a CSV table begins with names of columns between commas, semicolons or tabs", file.Path, 1);
        var header = new CsvHeader(separator, [], file);
        string[] names = [];
        header.ForEachLine(row =>
        {
            names = new string[row.ColCount];
            for (int column = 0; column < names.Length; column++)
                names[column] = row[column].ToString().Trim();
            return false;
        });
        if (names.Length > MostColumns)
            throw new InputException($"the table has {names.Length} columns; at most {MostColumns} are read", file.Path, 1);
        RequireDifferent(names, file.Path);
        return header with { Names = names };
    }

    public int Find(string name) => Names.ToList().IndexOf(name);

    /// <summary>Goes through the rows below the names; blank lines are passed over.</summary>
    /// <exception cref="InputException">A row has too many or too few fields.</exception>
    public void ForEachRow(Action<SepReader.Row> action)
    {
        bool isFirst = true;
        ForEachLine(row =>
        {
            if (isFirst || row.Span.IsWhiteSpace())
            {
                isFirst = false;
                return true;
            }
            if (row.ColCount != Names.Count)
                throw new InputException($"this row has {row.ColCount} fields, and the first line names {Names.Count} columns",
                    File.Path, row.LineNumberFrom);
            action(row);
            return true;
        });
    }

    // Until it returns false.
    private void ForEachLine(Func<SepReader.Row, bool> action)
    {
        try
        {
            using SepReader reader = Sep.New(Separator)
                .Reader(options => options with { HasHeader = false, DisableColCountCheck = true, Unescape = true })
                .From(new FileSlice(File, 0, File.Length));
            while (reader.MoveNext() && action(reader.Current))
            {
            }
        }
        catch (Exception error) when (error is NotSupportedException or InvalidDataException or ArgumentException)
        {
            throw new InputException("the table has a line that is too long to be read", File.Path, inner: error);
        }
    }

    private static void RequireDifferent(string[] names, string path)
    {
        for (int column = 0; column < names.Length; column++)
        {
            if (names[column].Length == 0)
                throw new InputException($"column {column + 1} of the table has no name", path, 1);
            if (Array.IndexOf(names, names[column], 0, column) is int first and >= 0)
                throw new InputException(
                    $"two columns, {first + 1} and {column + 1}, have the name '{names[column]}'; names must differ", path, 1);
        }
    }
}
