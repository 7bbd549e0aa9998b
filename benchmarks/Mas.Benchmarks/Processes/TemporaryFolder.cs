namespace Mas.Benchmarks.Processes;

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("mas-benchmark-").FullName;

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(Root, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
