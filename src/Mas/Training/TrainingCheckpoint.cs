using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mas.Tensors.Safetensors;

namespace Mas.Training;

/// <summary>A <see cref="TrainingState"/> as one safetensors file; its numbers are JSON in the metadata, beside a checksum of
/// everything.</summary>
internal static partial class TrainingCheckpoint
{
    private const string ProgressKey = "progress", FingerprintKey = "fingerprint", ChecksumKey = "checksum";

    [JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(TrainingProgress))]
    private sealed partial class Context : JsonSerializerContext;

    /// <param name="fingerprint">Hash of everything that decides the run, to be wanted again by <see cref="Read"/>.</param>
    public static void Write(Stream stream, TrainingState state, string fingerprint)
    {
        string progress = JsonSerializer.Serialize(state.Progress, Context.Default.TrainingProgress);
        SafetensorsWriter.Write(
            stream, [.. state.Tensors.Select(pair => TensorFile.ToData(pair.Key, pair.Value))],
            new Dictionary<string, string>
            {
                [ProgressKey] = progress,
                [FingerprintKey] = fingerprint,
                [ChecksumKey] = Checksum(progress, fingerprint, state.Tensors),
            });
    }

    /// <exception cref="InputException">It is broken, or belongs to a run of other settings, data or networks.</exception>
    public static TrainingState Read(string path, string fingerprint)
    {
        using SafetensorsFile file = Open(path);
        if (file.Metadata.GetValueOrDefault(FingerprintKey) != fingerprint)
            throw new InputException(
                "this checkpoint belongs to other networks, data or settings than this run's; start anew in another folder", path);
        string json = file.Metadata.GetValueOrDefault(ProgressKey, "");
        Dictionary<string, Tensor> tensors = file.Entries.ToDictionary(entry => entry.Name, entry => file.ReadFloating(entry.Name));
        try
        {
            if (file.Metadata.GetValueOrDefault(ChecksumKey) != Checksum(json, fingerprint, tensors))
                throw new JsonException("the checksum is another one");
            TrainingProgress progress = JsonSerializer.Deserialize(json, Context.Default.TrainingProgress)
                ?? throw new JsonException("there is no progress");
            return new TrainingState(progress, tensors);
        }
        catch (JsonException e)
        {
            tensors.Values.DisposeAll();
            throw Damaged(path, e);
        }
    }

    // SHA-256 over the numbers, the fingerprint, and of each tensor name, type, shape and bytes.
    private static string Checksum(string progress, string fingerprint, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{progress}\n{fingerprint}\n"));
        foreach ((string name, Tensor tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Invariant($"{name} {tensor.dtype} {string.Join(' ', tensor.shape)}\n")));
            hash.AppendData(tensor.dtype == ScalarType.Float64
                ? MemoryMarshal.AsBytes(HostMemory.Span<double>(tensor)) : MemoryMarshal.AsBytes(HostMemory.Span<float>(tensor)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
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
