namespace Mas.Networks.Recordings.Arrays;

/// <summary>The arrays of a file, found by name or path.</summary>
internal sealed class ArrayList(string path, IReadOnlyList<StoredArray> arrays)
{
    private const int MostNames = 30, LongestName = 1000; // of more, the nearest is not looked for

    public string Path => path;

    public IReadOnlyList<StoredArray> All => arrays;

    /// <summary>The array of this name or path; a last part of a path is enough where only one array has it.</summary>
    /// <exception cref="InputException">There is none, or there are several.</exception>
    public StoredArray Find(string name)
    {
        StoredArray[] found = AllNamed(name);
        return found.Length switch
        {
            1 => found[0],
            0 => throw new InputException($"the file has no array '{name}'{Advice(name)}", path),
            _ => throw new InputException($"the file has several arrays '{name}': {Listing.Of([.. found.Select(array => array.Name)])}; "
                + "give the whole path of one", path),
        };
    }

    /// <summary>Whether there is one of this name or path, or with this last part.</summary>
    public bool Knows(string name) => AllNamed(name).Length > 0;

    public bool Has(string name) => arrays.Any(array => Plain(array.Name) == Plain(name));

    private StoredArray[] AllNamed(string name)
    {
        string wanted = Plain(name);
        StoredArray[] found = [.. arrays.Where(array => Plain(array.Name) == wanted)];
        return found.Length > 0 ? found
            : [.. arrays.Where(array => Plain(array.Name).EndsWith($"/{wanted}", StringComparison.Ordinal))];
    }

    // MATLAB writes a field with a dot, HDF5 with a slash; both are understood.
    private static string Plain(string name) => name.Trim('/').Replace('.', '/');

    private string Advice(string name) => Advice(name, [.. arrays.Select(array => array.Name)]);

    /// <summary>What may have been meant by a name that is not there.</summary>
    public static string Advice(string name, IReadOnlyList<string> names) => names.Count == 0 ? "; it has none at all"
        : names.Count > MostNames || names.Any(one => one.Length > LongestName) ? $"; it has {Listing.Of(names)}"
        : NearestWord.Advice(name, names);
}
