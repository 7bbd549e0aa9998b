using System.IO.Compression;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.NumPy;

/// <summary>The arrays of a npz archive. Nothing is unpacked onto the disk.</summary>
internal static class NpzFile
{
    private const string Ending = ".npy";

    private const int MostMembers = 10_000;

    public static ReadOnlySpan<byte> Magic => "PK"u8;

    /// <exception cref="InputException">The archive is broken, or has a name twice or one that leads out of a folder.</exception>
    public static IReadOnlyList<StoredArray> Arrays(OpenedFile file)
    {
        IReadOnlyList<NpzMember> members = Members(file);
        foreach (NpzMember member in members)
            RequirePlain(member.Name, file.Path);
        if (members.GroupBy(member => member.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InputException($"the archive has two arrays named '{twice.Key}'; which one is meant cannot be known", file.Path);
        return [.. members.Where(member => member.Name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(member => NpyArray.Open(member.Name[..^Ending.Length], member, file))];
    }

    private static IReadOnlyList<NpzMember> Members(OpenedFile file)
    {
        try
        {
            using ZipArchive archive = Open(file);
            if (archive.Entries.Count > MostMembers)
                throw new InputException($"the archive has {archive.Entries.Count} members; at most {MostMembers} are read", file.Path);
            return [.. archive.Entries.Select((entry, index) =>
                new NpzMember(file, index, entry.FullName, entry.Length, entry.CompressedLength, entry.Crc32))];
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw Broken(file, error);
        }
    }

    public static ZipArchive Open(OpenedFile file) => new(new FileSlice(file, 0, file.Length), ZipArchiveMode.Read);

    public static InputException Broken(OpenedFile file, Exception error) => new(
        "the archive is broken or was cut off: its directory at the end is missing or wrong; copy the file again", file.Path, inner: error);

    private static void RequirePlain(string name, string path)
    {
        if (name.Contains('\\') || name.Contains('\0') || name.StartsWith('/') || name.Contains(':')
            || name.Split('/').Any(part => part is ".." or "."))
            throw new InputException($"the archive has a member named '{name}', whose path leads out of the archive; it is not read", path);
    }
}
