using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mas.Tensors.Safetensors;

/// <summary>Writes safetensors files whose bytes depend on the content only: metadata first and sorted; tensors by falling element size,
/// then name, so that each is aligned whatever order they are given in; the header padded with spaces to 8 bytes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes to <paramref name="path"/>, which is complete at every moment: either the old file or the new one.</summary>
    /// <exception cref="DiskFullException">No space is left; the old file is as it was.</exception>
    public static void Save(string path, IReadOnlyCollection<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(Path.GetFullPath(path), Path.GetFileName(path), stream => Write(stream, tensors, metadata));

    /// <summary>Writes to a stream, from its position on.</summary>
    /// <exception cref="ArgumentException">A name comes twice or is reserved, or bytes and shape disagree.</exception>
    public static void Write(Stream stream, IReadOnlyCollection<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        TensorData[] sorted =
            [.. tensors.OrderByDescending(tensor => tensor.Dtype.Size()).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        Check(sorted);
        ReadOnlySpan<byte> header = Header(sorted, metadata);
        int padding = -header.Length & (Alignment - 1);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length + padding);
        stream.Write(length);
        stream.Write(header);
        stream.Write("       "u8[..padding]);
        foreach (TensorData tensor in sorted)
            Write(stream, tensor);
    }

    private static void Write(Stream stream, TensorData tensor)
    {
        long written = 0;
        foreach (ReadOnlyMemory<byte> part in tensor.Parts)
        {
            stream.Write(part.Span);
            written += part.Length;
        }
        if (written != tensor.Length)
            throw new InvalidOperationException($"tensor '{tensor.Name}' has {written} bytes instead of {tensor.Length}.");
    }

    private static void Check(TensorData[] tensors)
    {
        var names = new HashSet<string>();
        foreach (TensorData tensor in tensors)
        {
            if (!names.Add(tensor.Name) || tensor.Name == HeaderParser.MetadataName)
                throw new ArgumentException($"the tensor name '{tensor.Name}' is taken", nameof(tensors));
            if (tensor.Shape.Any(dimension => dimension < 0) || !tensor.Dtype.TryBytes(tensor.Shape, out long bytes)
                || bytes != tensor.Length)
                throw new ArgumentException($"tensor '{tensor.Name}' has {tensor.Length} bytes, which is not what its shape "
                    + $"[{string.Join(", ", tensor.Shape)}] and type {tensor.Dtype.Name()} ask for", nameof(tensors));
        }
    }

    private static ReadOnlySpan<byte> Header(TensorData[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            long begin = 0;
            foreach (TensorData tensor in tensors)
                begin = WriteEntry(json, tensor, begin);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null || metadata.Count == 0)
            return;
        json.WriteStartObject(HeaderParser.MetadataName);
        foreach ((string name, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static long WriteEntry(Utf8JsonWriter json, TensorData tensor, long begin)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Dtype.Name());
        json.WriteStartArray("shape");
        foreach (long dimension in tensor.Shape)
            json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + tensor.Length);
        json.WriteEndArray();
        json.WriteEndObject();
        return begin + tensor.Length;
    }
}
