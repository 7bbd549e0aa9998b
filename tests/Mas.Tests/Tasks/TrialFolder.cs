using Mas.Tasks.Files;

namespace Mas.Tests.Tasks;

/// <summary>Writes a file of trials into a folder of its own.</summary>
internal sealed class TrialFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-trials-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "trials.jsonl");

    public FileTask Read(params string[] lines)
    {
        File.WriteAllLines(Path, lines);
        return FileTask.Read(Path);
    }

    public FileTask Read(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        return FileTask.Read(Path);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
