namespace Mas.Networks.Bridged;

/// <summary><c>mas_bridge.py</c>, which this library carries, as a file that only the user can read.</summary>
internal sealed class BridgeScript : IDisposable
{
    private const string FileName = "mas_bridge.py";

    private readonly string _folder = Directory.CreateTempSubdirectory("mas-bridge-").FullName;

    public BridgeScript()
    {
        using Stream carried = typeof(BridgeScript).Assembly.GetManifestResourceStream(FileName)!;
        using FileStream file = File.Create(Path);
        carried.CopyTo(file);
    }

    public string Path => System.IO.Path.Combine(_folder, FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
