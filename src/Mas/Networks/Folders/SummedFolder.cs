using System.Text;

namespace Mas.Networks.Folders;

/// <summary>A folder of files that appears whole or not at all, with a list of their hashes as sha256sum writes it and checks it.</summary>
/// <param name="names">Files of the folder that are listed.</param>
internal sealed class SummedFolder(string folder, params string[] names)
{
    private const string SumsName = "SHA256SUMS";

    /// <summary>Stores the files; a folder that is there already stays.</summary>
    /// <param name="write">Writes them all into another folder.</param>
    public void Save(Action<string> write)
    {
        string parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        Directory.CreateDirectory(parent);
        string fresh = Path.Combine(parent, $".{Path.GetFileName(folder)}.{Path.GetRandomFileName()}");
        Directory.CreateDirectory(fresh);
        try
        {
            write(fresh);
            File.WriteAllText(Path.Combine(fresh, SumsName), Sums(fresh));
            if (!Directory.Exists(folder))
                Directory.Move(fresh, folder);
        }
        finally
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
        }
    }

    /// <summary>Requires the files to be those that were saved.</summary>
    /// <exception cref="InputException">A file or the list of their hashes is missing, or differs.</exception>
    public void Require()
    {
        string file = Path.Combine(folder, SumsName), sums = Sums(folder);
        if (!File.Exists(file))
            throw new InputException($"it has no {SumsName}", folder);
        if (new FileInfo(file).Length != sums.Length || Encoding.UTF8.GetString(FileBytes.ReadAll(file, sums.Length, "")) != sums)
            throw new InputException($"its files are not those of its {SumsName}", folder);
    }

    /// <summary>SHA-256 of a file of a folder, in hexadecimal.</summary>
    /// <exception cref="InputException">It is not there.</exception>
    public static string Hash(string file, string folder)
    {
        if (!File.Exists(file))
            throw new InputException($"it has no {Path.GetFileName(file)}", folder);
        return FileBytes.Sha256(file);
    }

    private string Sums(string place) => string.Concat(names.Select(name => $"{Hash(Path.Combine(place, name), place)}  {name}\n"));
}
