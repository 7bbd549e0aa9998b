using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;

namespace Mas.Networks.Recordings.Nwb;

/// <summary>A group of columns with as many rows each, such as the tables of trials and of units.</summary>
internal sealed class NwbTable
{
    private readonly H5Tree _tree;
    private readonly string _path;
    private readonly Dictionary<string, H5Array> _columns;

    private NwbTable(H5Tree tree, string path, int rows)
    {
        (_tree, _path, Rows) = (tree, path, rows);
        // Ragged columns have an index beside them, and matrices more dimensions.
        _columns = tree.Arrays.Where(array => array.Name.StartsWith($"{path}/", StringComparison.Ordinal)
            && !array.Name[(path.Length + 1)..].Contains('/') && array.Shape is [long length] && length == rows
            && tree.Array($"{array.Name}_index") is null && !array.Name.EndsWith("_index", StringComparison.Ordinal))
            .ToDictionary(array => array.Name[(path.Length + 1)..]);
    }

    public int Rows { get; }

    /// <summary>Columns with one value in each row, in the order of their names.</summary>
    public IReadOnlyCollection<string> Names => _columns.Keys;

    /// <summary>Null where the file has no such table.</summary>
    /// <param name="first">A column that it must have; its length is the number of rows.</param>
    public static NwbTable? Find(H5Tree tree, string path, string first) =>
        tree.Array($"{path}/{first}") is { Shape: [long rows and <= int.MaxValue] } ? new(tree, path, (int)rows) : null;

    public bool Has(string name) => _columns.ContainsKey(name);

    /// <exception cref="InputException">There is no such column.</exception>
    public Column Column(string name) => Arrays.Column.Read(Array(name), name);

    /// <summary>A column of numbers, which may be NaN.</summary>
    public double[] Numbers(string name) => Array(name).Numbers<double>();

    private H5Array Array(string name) => _columns.GetValueOrDefault(name) ?? throw _tree.File.Fail(
        $"the table '{_path}' has no column '{name}' with one value in each of its {Rows} rows{NearestWord.Advice(name, Names)}");
}
