namespace Mas.Networks.Formats;

/// <summary>Where a network lies.</summary>
/// <param name="Folder">With its weights.</param>
/// <param name="Config">Its configuration, where that is not in the folder.</param>
internal sealed record FolderPlace(string Folder, string? Config = null)
{
    public const string ConfigName = "config.json";

    public string ConfigPath => Config ?? Path.Combine(Folder, ConfigName);
}
