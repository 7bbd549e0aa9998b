namespace Mas.Oracles.Files;

/// <summary>A folder for one test or measurement, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("mas-").FullName;

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
