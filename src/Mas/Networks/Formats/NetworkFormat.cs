using System.Text.Json;

namespace Mas.Networks.Formats;

/// <summary>How a stored network is read, told by its <c>config.json</c>. Immutable, without state.</summary>
internal abstract class NetworkFormat
{
    /// <summary>As in <c>config.json</c> and in the experiment file, such as <c>gru</c>.</summary>
    public abstract string Name { get; }

    public virtual bool Recognises(JsonElement config) =>
        config.TryGetProperty("architecture", out JsonElement value)
        && value.ValueKind == JsonValueKind.String && value.GetString() == Name;

    /// <summary>The configuration but for words, task and names, which all formats have alike.</summary>
    /// <exception cref="Results.Files.InputException">Something is missing or impossible.</exception>
    public abstract NetworkConfig Read(ConfigSection config);
}
