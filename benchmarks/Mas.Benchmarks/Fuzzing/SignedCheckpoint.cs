using System.Text.Json;
using System.Text.Json.Serialization;
using Mas.Tensors.Safetensors;

namespace Mas.Benchmarks.Fuzzing;

/// <summary>A changed checkpoint with the right checksum, as somebody makes it who knows how, so that what it says is believed.</summary>
internal static class SignedCheckpoint
{
    private static readonly JsonSerializerOptions s_options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Signs the file; one that is no checkpoint any more stays as it is.</summary>
    public static void Sign(string path)
    {
        try
        {
            using var scope = NewDisposeScope();
            (TrainingState state, string fingerprint) = Read(path);
            using MemoryStream stream = new();
            TrainingCheckpoint.Write(stream, state, fingerprint);
            File.WriteAllBytes(path, stream.ToArray());
        }
        catch (Exception error) when (error is InputException or JsonException)
        {
            // It is refused before its checksum is looked at.
        }
    }

    private static (TrainingState State, string Fingerprint) Read(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        TrainingProgress progress = JsonSerializer.Deserialize<TrainingProgress>(file.Metadata.GetValueOrDefault("progress", ""), s_options)
            ?? throw new JsonException("there is no progress");
        return (new(progress, file.Entries.ToDictionary(entry => entry.Name, entry => file.ReadFloating(entry.Name))),
            file.Metadata.GetValueOrDefault("fingerprint", ""));
    }
}
