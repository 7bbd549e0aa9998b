using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Matrices;

/// <summary>A file with matrices of dissimilarities, each found by its name: the array's own, or in a list of MATLAB structures with the
/// fields <c>name</c> and <c>RDM</c> the text in <c>name</c>.</summary>
internal sealed class MatrixFile : IDisposable
{
    /// <summary>A name that is longer is cut in messages.</summary>
    public const int LongestName = 100;

    private const string NameField = "name", MatrixField = "RDM";
    private const int Offered = 30;

    private readonly IDisposable? _file; // a table is in memory
    private readonly ArrayList _arrays;
    private readonly IReadOnlyList<(string Name, StoredArray Array)> _named;

    private MatrixFile(IDisposable? file, ArrayList arrays) => (_file, _arrays, _named) = (file, arrays, [.. Labelled(arrays)]);

    /// <exception cref="InputException">It is no file of arrays that is read, or broken.</exception>
    public static MatrixFile Open(string path, ReadingLimit limit)
    {
        using OpenedFile looked = OpenedFile.Open(path, limit);
        if (RecordingFormats.IsTable(looked))
            return new(null, new ArrayList(path, [MatrixTable.Read(looked)]));
        RecordingFile file = RecordingFile.Open(path, limit);
        try
        {
            return new(file, file.Arrays);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The array of this name.</summary>
    /// <param name="name">Null for the only one.</param>
    /// <exception cref="InputException">There is none, or there are several.</exception>
    public StoredArray Find(string? name)
    {
        StoredArray[] found = name is null ? [.. Numbers()] : [.. Named(name)];
        if (found.Length == 1)
            return found[0];
        if (name is null)
            throw new InputException(found.Length == 0 ? "the file has no matrix of numbers"
                : $"the file has {found.Length} matrices, and none is named; give name: one of {Listing.Of(Names())}", _arrays.Path);
        string shown = MessageLimits.Cut(name, LongestName);
        if (found.Length > 1)
            throw new InputException($"the file has several matrices '{shown}'; which one is meant cannot be known", _arrays.Path);
        return _named.Count == 0 || _arrays.Has(name) ? _arrays.Find(name)
            : throw new InputException($"the file has no matrix '{shown}'{Advice(name)}", _arrays.Path);
    }

    public void Dispose() => _file?.Dispose();

    // By the text beside it, or as a value of a cell.
    private IEnumerable<StoredArray> Named(string name) => _named.Where(one => one.Name == name).Select(one => one.Array)
        .Concat(_arrays.All.SelectMany(array => array.Cells).Where(cell => cell.Name == name));

    private IEnumerable<StoredArray> Numbers() => _named.Count > 0 ? _named.Select(one => one.Array)
        : _arrays.All.Where(array => array.Kind != ValueKind.Text);

    private string[] Names() => _named.Count > 0 ? [.. _named.Select(one => one.Name)] : [.. _arrays.All.Select(array => array.Name)];

    private string Advice(string name)
    {
        string[] names = [.. Names().Where(one => one.Length <= LongestName)];
        return names.Length is 0 or > Offered ? $"; it has {Listing.Of(names)}" : NearestWord.Advice(name, names);
    }

    private static IEnumerable<(string, StoredArray)> Labelled(ArrayList arrays)
    {
        foreach (StoredArray matrices in arrays.All.Where(array => array.Name.EndsWith($".{MatrixField}", StringComparison.Ordinal)))
        {
            string field = matrices.Name[..^MatrixField.Length] + NameField;
            if (arrays.All.FirstOrDefault(array => array.Name == field) is not { Kind: ValueKind.Text } names)
                continue;
            StoredArray[] each = matrices.Cells.Count > 0 ? [.. matrices.Cells] : [matrices];
            if (names.Count != each.Length)
                throw new InputException($"the file has {each.Length} values of {matrices.Name} and {names.Count} of {names.Name}; each "
                    + "matrix needs one name", arrays.Path);
            foreach ((string name, StoredArray matrix) in names.Texts().Zip(each))
                yield return (name, matrix);
        }
    }
}
