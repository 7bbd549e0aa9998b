using System.Text.Json;
using System.Text.Json.Serialization;
using Mas.Tensors.Safetensors;

namespace Mas.Training;

/// <summary>A <see cref="TrainingState"/> as one safetensors file; its numbers are JSON in the metadata.</summary>
internal static partial class TrainingCheckpoint
{
    private const string ProgressKey = "progress", FingerprintKey = "fingerprint";

    [JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(TrainingProgress))]
    private sealed partial class Context : JsonSerializerContext;

    /// <param name="fingerprint">Hash of everything that decides the run, to be wanted again by <see cref="Read"/>.</param>
    public static void Write(Stream stream, TrainingState state, string fingerprint) => SafetensorsWriter.Write(
        stream, [.. state.Tensors.Select(pair => TensorFile.ToData(pair.Key, pair.Value))],
        new Dictionary<string, string>
        {
            [ProgressKey] = JsonSerializer.Serialize(state.Progress, Context.Default.TrainingProgress),
            [FingerprintKey] = fingerprint,
        });

    /// <exception cref="InputException">It is broken, or belongs to a run of other settings, data or networks.</exception>
    public static TrainingState Read(string path, string fingerprint)
    {
        using SafetensorsFile file = Open(path);
        if (file.Metadata.GetValueOrDefault(FingerprintKey) != fingerprint)
            throw new InputException(
                "this checkpoint belongs to other networks, data or settings than this run's; start anew in another folder", path);
        try
        {
            string json = file.Metadata.GetValueOrDefault(ProgressKey, "");
            TrainingProgress progress = JsonSerializer.Deserialize(json, Context.Default.TrainingProgress)
                ?? throw new JsonException("there is no progress");
            return new TrainingState(progress, file.Entries.ToDictionary(entry => entry.Name, entry => file.ReadFloating(entry.Name)));
        }
        catch (JsonException e)
        {
            throw Damaged(path, e);
        }
    }

    /// <summary>Says that a checkpoint cannot be used, and the mend.</summary>
    public static InputException Damaged(string path, Exception? inner = null) =>
        new("this checkpoint is damaged; delete it, and --resume trains this seed again", path, inner: inner);

    private static SafetensorsFile Open(string path)
    {
        try
        {
            return SafetensorsFile.Open(path);
        }
        catch (InputException e)
        {
            throw Damaged(path, e);
        }
    }
}
