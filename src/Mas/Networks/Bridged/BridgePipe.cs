using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mas.Networks.Bridged;

/// <summary>Numbers of a message, little-endian, row by row: <c>float[]</c> or <c>long[]</c>.</summary>
internal sealed record BridgeArray(string Name, Array Values, long[] Shape)
{
    public string Type => Values switch { long[] => "int64", _ => "float32" };

    public ReadOnlySpan<byte> Bytes =>
        Values is long[] whole ? MemoryMarshal.AsBytes(whole.AsSpan()) : MemoryMarshal.AsBytes(((float[])Values).AsSpan());
}

/// <summary>What an answer must hold.</summary>
internal sealed record WantedArray(string Name, params long[] Shape)
{
    /// <summary>Number of its numbers; what does not fit into an array is an overflow.</summary>
    public int Count { get; } = checked((int)Shape.Aggregate(1L, (product, size) => checked(product * size)));
}

/// <summary>An answer: its head, and its arrays in the order in which they were wanted.</summary>
internal sealed record BridgeAnswer(string Kind, JsonObject Head, IReadOnlyList<float[]> Arrays);

/// <summary>Messages to and from <c>mas_bridge.py</c>: 4 bytes that say what it is, the length of the head in 4 bytes and that of the
/// arrays in 8, the head in JSON, and the arrays one behind the other. Nothing is allocated for an array before its type and shape are
/// known to be those that are wanted.</summary>
internal sealed class BridgePipe(Stream answers, Stream requests)
{
    /// <summary>Number of this format; both sides must have the same.</summary>
    public const int Protocol = 1;

    public const string ErrorKind = "error";

    private const int LongestHead = 1 << 24, StartLength = 16;

    public void Send(JsonObject head, IReadOnlyList<BridgeArray> arrays)
    {
        head["arrays"] = new JsonArray([.. arrays.Select(one =>
            new JsonArray(one.Name, one.Type, new JsonArray([.. one.Shape.Select(size => JsonValue.Create(size))])))]);
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(head);
        byte[] start = new byte[StartLength];
        "MASB"u8.CopyTo(start);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(4), text.Length);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(8), arrays.Sum(one => (long)one.Bytes.Length));
        requests.Write([.. start, .. text]);
        foreach (BridgeArray array in arrays)
            requests.Write(array.Bytes);
        requests.Flush();
    }

    /// <exception cref="EndOfStreamException">Nobody answers any more.</exception>
    /// <exception cref="InvalidDataException">It is no answer to what was asked.</exception>
    public BridgeAnswer Receive(string kind, params IReadOnlyList<WantedArray> wanted)
    {
        Span<byte> start = stackalloc byte[StartLength];
        answers.ReadExactly(start);
        int length = BinaryPrimitives.ReadInt32LittleEndian(start[4..]);
        if (!start[..4].SequenceEqual("MASB"u8) || length is < 2 or > LongestHead)
            throw new InvalidDataException("it is no message");
        var text = new byte[length];
        answers.ReadExactly(text);
        JsonObject head = Head(text);
        string found = head["kind"] is JsonValue value && value.TryGetValue(out string? word) ? word : "";
        if (found != kind && found != ErrorKind)
            throw new InvalidDataException($"'{found}' came where '{kind}' was wanted");
        IReadOnlyList<WantedArray> arrays = found == kind ? wanted : [];
        var described = new JsonArray([.. arrays.Select(one => (JsonNode)new JsonArray(
            one.Name, "float32", new JsonArray([.. one.Shape.Select(size => JsonValue.Create(size))])))]);
        if (!JsonNode.DeepEquals(described, head["arrays"])
            || BinaryPrimitives.ReadInt64LittleEndian(start[8..]) != arrays.Sum(one => sizeof(float) * (long)one.Count))
            throw new InvalidDataException($"its arrays are not {described.ToJsonString()}");
        return new BridgeAnswer(found, head, [.. arrays.Select(Read)]);
    }

    private static JsonObject Head(byte[] text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new InvalidDataException("its head is no object");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("its head is no JSON", error);
        }
    }

    private float[] Read(WantedArray wanted)
    {
        var values = new float[wanted.Count];
        answers.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
