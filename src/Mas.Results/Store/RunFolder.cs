using System.Text;
using Mas.Results.Tables;
using IOPath = System.IO.Path;

namespace Mas.Results.Store;

/// <summary>The folder of one run and the rules by which it is written: one run at a time, and every file either old or new, never half.
/// Names are relative, with <c>/</c>; subfolders are made where they are needed.</summary>
public sealed class RunFolder : IDisposable
{
    public const string RunFile = "run.json", MetricsFile = "metrics.csv", MetricsParquetFile = "metrics.parquet";
    public const string ExperimentFile = "experiment.yaml", ReportFile = "report.html", FiguresFolder = "figures";
    internal const string CheckpointFolder = "checkpoint";

    // Hundreds of thousands of directions, and millions of rows: no run comes near.
    private const int LargestRun = 256 << 20, LargestMetrics = 512 << 20, LargestText = 16 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly FileStream? _lock;

    private readonly IReadOnlyList<string> _made;

    private RunFolder(string root, FileStream? taken, IReadOnlyList<string> made) => (Root, _lock, _made) = (root, taken, made);

    /// <summary>Full path of the folder.</summary>
    public string Root { get; }

    /// <summary>Takes the folder for a run: a new or empty one, or with <paramref name="resume"/> one that holds a run.</summary>
    /// <exception cref="InputException">The folder is in use, cannot be written, or holds what it must not.</exception>
    public static RunFolder Open(string path, bool resume) => Open(path, resume, RunFile);

    /// <summary>The same for what is no run, such as a plan.</summary>
    /// <param name="record">The file that makes the folder its own; its name without the ending is what messages call it.</param>
    internal static RunFolder Open(string path, bool resume, string record)
    {
        string root = IOPath.GetFullPath(path);
        // Asked once before anything is written there, so that a foreign folder stays as it is, and once more under
        // the lock, because another run may have begun in between.
        RefuseContents(root, resume, record);
        List<string> made = [.. Missing(root)];
        Guarded(root, "the run folder", () => Directory.CreateDirectory(root));
        FileStream taken = RunLock.Take(root);
        try
        {
            RefuseContents(root, resume, record);
            Guarded(root, "the run folder", () => AtomicFile.RemoveLeftovers(root));
            return new RunFolder(root, taken, made);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Opens a folder that a run has written, to look at it and to redraw its report; it may be running still.</summary>
    /// <exception cref="InputException">There is no run in it.</exception>
    public static RunFolder Read(string path)
    {
        string root = IOPath.GetFullPath(path);
        if (!File.Exists(IOPath.Combine(root, RunFile)))
            throw new InputException(
                (Directory.Exists(root) ? $"this is no run folder: it has no {RunFile}" : "there is no such run folder")
                + "; give a folder that 'mas run' has written", root);
        return new RunFolder(root, null, []);
    }

    /// <summary>Full path of a file of the folder.</summary>
    public string Path(string name) => IOPath.Combine(Root, name.Replace('/', IOPath.DirectorySeparatorChar));

    public bool Exists(string name) => File.Exists(Path(name));

    /// <summary>Whether there is work in it that would be lost: a checkpoint or a result.</summary>
    internal bool HasBegun => Exists(MetricsFile) || (Directory.Exists(Path(CheckpointFolder))
        && Directory.EnumerateFiles(Path(CheckpointFolder)).Any(file => !AtomicFile.IsLeftover(file)));

    /// <exception cref="DiskFullException">No space is left; the earlier file is untouched.</exception>
    /// <exception cref="IOException">The folder has gone or cannot be written to any more.</exception>
    public void Write(string name, Action<Stream> content)
    {
        RequireInPlace();
        try
        {
            // The run's own folder is made once, when it is taken: a second one would lack what is in the first.
            AtomicFile.Write(Path(name), name, content, makesFolder: name.Contains('/'));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            RequireInPlace();
            throw RunFolderException.Unwritable(Path(name), error);
        }
        RequireInPlace();
    }

    /// <summary>Requires that files which a complete folder has are there.</summary>
    /// <exception cref="IOException">One has gone.</exception>
    internal void Require(IEnumerable<string> names)
    {
        RequireInPlace();
        if (names.FirstOrDefault(name => !Exists(name)) is string missing)
            throw RunFolderException.Missing(Path(missing));
    }

    public void WriteBytes(string name, ReadOnlyMemory<byte> bytes) => Write(name, stream => stream.Write(bytes.Span));

    /// <summary>UTF-8 without byte order mark.</summary>
    public void WriteText(string name, string text) => WriteBytes(name, Utf8.GetBytes(text));

    public void WriteRun(RunRecord run) => WriteBytes(RunFile, RunJson.Bytes(run));

    /// <exception cref="InputException">The file is missing, broken or too large.</exception>
    public RunRecord ReadRun() => RunJson.Parse(Content(RunFile, LargestRun).Span, Path(RunFile));

    /// <summary>A run record, wherever it lies.</summary>
    /// <exception cref="InputException">The file is missing, broken or too large.</exception>
    internal static RunRecord ReadRun(string file) => RunJson.Parse(ReadUtf8(file, LargestRun).Span, file);

    /// <summary><c>metrics.csv</c> and <c>metrics.parquet</c>, in the canonical order.</summary>
    internal void WriteMetrics(IEnumerable<MetricRow> rows)
    {
        IReadOnlyList<MetricRow> sorted = MetricOrder.Sort(rows);
        WriteText(MetricsFile, MetricsCsv.Text(sorted));
        WriteBytes(MetricsParquetFile, MetricsParquet.Bytes(sorted));
    }

    /// <summary>The rows of <c>metrics.csv</c>; none where the run has not come so far.</summary>
    /// <exception cref="InputException">The file is broken or too large.</exception>
    internal IReadOnlyList<MetricRow> ReadMetrics() => Exists(MetricsFile)
        ? MetricsCsv.Parse(Utf8.GetString(Content(MetricsFile, LargestMetrics).Span), Path(MetricsFile)) : [];

    /// <summary>SHA-256 of a file as it lies there.</summary>
    internal string Hash(string name)
    {
        Require([name]);
        return FileBytes.Sha256(Path(name));
    }

    /// <exception cref="InputException">The file is missing or too large.</exception>
    public string ReadText(string name) => Utf8.GetString(Content(name, LargestText).Span);

    /// <summary>Takes away what a run has begun that can do nothing, and the folders that were made for it.</summary>
    public void Withdraw() => Withdraw([]);

    /// <summary>The same of what is no run.</summary>
    /// <param name="others">Files that it has begun.</param>
    internal void Withdraw(IReadOnlyList<string> others)
    {
        if (!IsInPlace)
        {
            Dispose();
            return;
        }
        foreach (string begun in (string[])[ExperimentFile, RunFile, .. others])
            File.Delete(Path(begun));
        RunLock.Remove(_lock!);
        foreach (string folder in _made)
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
    }

    /// <summary>Lets another run have the folder.</summary>
    public void Dispose() => _lock?.Dispose();

    /// <summary>Does something to a run's folder.</summary>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="DiskFullException">No space is left.</exception>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    internal static void Guarded(string root, string name, Action work) => Guarded(root, name, () =>
    {
        work();
        return true;
    });

    /// <summary>The same with a result.</summary>
    internal static T Guarded<T>(string root, string name, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException error) when (DiskFullException.Is(error))
        {
            throw new DiskFullException(name, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException("cannot be written to; give a folder that you may write to with --output", root, inner: error);
        }
    }

    private ReadOnlyMemory<byte> Content(string name, int most)
    {
        try
        {
            return ReadUtf8(Path(name), most);
        }
        catch (InputException) when (_lock is not null && !IsInPlace)
        {
            throw RunFolderException.Gone(Root);
        }
    }

    private static ReadOnlyMemory<byte> ReadUtf8(string file, int most) =>
        Utf8Text.Of(FileBytes.ReadAll(file, most, "no run writes so much"), file);

    // One that is only looked at is a run's as long as it has a record.
    private bool IsInPlace => _lock is null ? Exists(RunFile) : RunLock.IsInPlace(_lock);

    private void RequireInPlace()
    {
        if (!IsInPlace)
            throw _lock is null ? RunFolderException.Missing(Path(RunFile)) : RunFolderException.Gone(Root);
    }

    // Innermost first.
    private static IEnumerable<string> Missing(string root)
    {
        for (string? folder = root; folder is not null && !Directory.Exists(folder); folder = IOPath.GetDirectoryName(folder))
            yield return folder;
    }

    private static void RefuseContents(string root, bool resume, string record)
    {
        string name = IOPath.GetFileNameWithoutExtension(record);
        if (Guarded(root, "the run folder", () => FileBytes.LostTarget(root)) is string lost)
            throw new InputException($"this link leads to {lost}, which is not there; give another folder with --output", root);
        if (File.Exists(root))
            throw new InputException($"this is a file; a {name} needs a folder: give another one with --output", root);
        if (!Directory.Exists(root) || IsEmpty(root))
            return;
        if (!File.Exists(IOPath.Combine(root, record)))
            throw new InputException($"the folder holds other files and no {record}; give an empty or new folder with --output", root);
        if (!resume)
            throw new InputException($"the folder already holds a {name}; continue it with --resume, or give another folder with --output",
                root);
    }

    private static bool IsEmpty(string root) => Guarded(root, "the run folder", () => Directory.EnumerateFileSystemEntries(root)
        .All(entry => IOPath.GetFileName(entry) == RunLock.FileName || AtomicFile.IsLeftover(entry)));
}
