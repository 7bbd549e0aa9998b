using System.Text.Json;
using Mas.Networks.Formats;
using Mas.Networks.Scripted;

namespace Mas.Networks.Folders;

/// <summary>Every kind of network folder.</summary>
internal static class FolderKinds
{
    private static readonly FolderKind s_weights = new WeightFolder();

    private static readonly IReadOnlyList<FolderKind> s_all = [s_weights, new ScriptedFolder()];

    /// <summary>The kind of a folder, told by its <c>config.json</c>. One that tells none is said to be of the first, which says what is
    /// wrong.</summary>
    public static FolderKind Of(FolderPlace place)
    {
        try
        {
            JsonElement config = File.Exists(place.ConfigPath) ? ConfigJson.Read(place.ConfigPath) : default;
            return config.ValueKind != JsonValueKind.Object
                ? s_weights : s_all.FirstOrDefault(kind => kind.Recognises(config)) ?? s_weights;
        }
        catch (Exception error) when (error is InputException or InvalidOperationException)
        {
            return s_weights;
        }
    }
}
