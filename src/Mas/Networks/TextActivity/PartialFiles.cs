using System.Text;

namespace Mas.Networks.TextActivity;

/// <summary>Files that are being written, text after text, under names of their own until they are whole. How many texts have reached the
/// disk is noted after each part: a killed process goes on from there.</summary>
internal sealed class PartialFiles : IDisposable
{
    private const string Suffix = ".partial", ProgressName = "progress";
    private const int MostBytes = 1 << 16;

    private readonly StoreEntry _entry;
    private readonly IReadOnlyList<StoredFile> _files;
    private readonly FileStream[] _streams;
    private readonly int _texts;

    /// <param name="files">Those that are written side by side.</param>
    /// <param name="texts">How many there will be.</param>
    public PartialFiles(StoreEntry entry, IReadOnlyList<StoredFile> files, int texts)
    {
        (_entry, _files, _texts) = (entry, files, texts);
        Done = Noted() is int noted && noted <= texts && files.All(file => Length(file) >= noted * file.TextBytes) ? noted : 0;
        _streams = new FileStream[files.Count];
        try
        {
            foreach ((int i, StoredFile file) in files.Index())
            {
                _streams[i] = new FileStream(PathOf(file), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
                _streams[i].SetLength(Done * file.TextBytes);
                _streams[i].Position = Done * file.TextBytes;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Texts that are on the disk.</summary>
    public int Done { get; private set; }

    /// <summary>Appends to a file; <see cref="Note"/> follows when all have been appended to.</summary>
    public void Append(int file, ReadOnlySpan<byte> bytes) => _streams[file].Write(bytes);

    /// <summary>Notes that so many texts more are in all files.</summary>
    public void Note(int further)
    {
        foreach (FileStream stream in _streams)
            stream.Flush(flushToDisk: true);
        Done += further;
        AtomicFile.Write(_entry.PathOf(ProgressName), ProgressName, stream => stream.Write(Encoding.UTF8.GetBytes(Words())));
    }

    /// <summary>Gives the files their names, in the order of the list.</summary>
    public void Finish()
    {
        if (Done != _texts)
            throw new InvalidOperationException($"{Done} of {_texts} texts are written.");
        Dispose();
        foreach (StoredFile file in _files)
            File.Move(PathOf(file), _entry.PathOf(file.Name), overwrite: true);
        // Also what an earlier recording of other sites has left.
        foreach (string left in Directory.EnumerateFiles(_entry.Folder, $"*{Suffix}"))
            File.Delete(left);
        File.Delete(_entry.PathOf(ProgressName));
    }

    // What is written side by side belongs to the note: other files are others' progress.
    private string Words() => Invariant($"{string.Join(' ', _files.Select(file => file.Name))}\n{Done}\n");

    private int? Noted()
    {
        string path = _entry.PathOf(ProgressName);
        if (!File.Exists(path))
            return null;
        try
        {
            string[] lines = Encoding.UTF8.GetString(FileBytes.ReadAll(path, MostBytes, "")).Split('\n');
            return lines.Length == 3 && lines[0] == string.Join(' ', _files.Select(file => file.Name))
                && int.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out int done) ? done : null;
        }
        catch (InputException)
        {
            return null; // unreadable: everything is recorded anew
        }
    }

    private long Length(StoredFile file) => new FileInfo(PathOf(file)) is { Exists: true } partial ? partial.Length : 0;

    private string PathOf(StoredFile file) => _entry.PathOf(file.Name + Suffix);

    public void Dispose()
    {
        foreach (FileStream? stream in _streams)
            stream?.Dispose();
    }
}
