using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Mas.Networks.Bridged;
using Xunit;

namespace Mas.Tests.Networks.Bridged;

/// <summary>Messages of the bridge: what is no answer to what was asked is refused before anything is allocated for it.</summary>
public class BridgePipeTests
{
    private const string Right = """{"kind": "logits", "arrays": [["logits", "float32", [1, 2]]]}""";

    private static BridgeAnswer Receive(byte[] bytes) =>
        new BridgePipe(new MemoryStream(bytes), Stream.Null).Receive("logits", new WantedArray("logits", 1, 2));

    private static byte[] Message(string head, long announced, params float[] values)
    {
        byte[] text = Encoding.UTF8.GetBytes(head), start = new byte[16];
        "MASB"u8.CopyTo(start);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(4), text.Length);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(8), announced);
        return [.. start, .. text, .. values.SelectMany(BitConverter.GetBytes)];
    }

    [Fact]
    public void An_answer_is_read() => Assert.Equal([1.5f, -2], Receive(Message(Right, 8, 1.5f, -2)).Arrays[0]);

    [Fact]
    public void A_request_has_the_form_that_an_answer_has()
    {
        using var sent = new MemoryStream();
        new BridgePipe(Stream.Null, sent).Send(new JsonObject { ["kind"] = "logits" }, [new("logits", (float[])[1.5f, -2], [1, 2])]);
        Assert.Equal([1.5f, -2], Receive(sent.ToArray()).Arrays[0]);
    }

    [Theory]
    [InlineData("""{"kind": "logits", "arrays": [["logits", "float32", [1, 3]]]}""", 12)]
    [InlineData("""{"kind": "logits", "arrays": [["logits", "float32", [1, 2]]]}""", 1L << 60)]
    [InlineData("""{"kind": "logits", "arrays": [["logits", "float32", [1, 2]]]}""", -8)]
    [InlineData("""{"kind": "logits", "arrays": [["logits", "float32", [9223372036854775807, 2]]]}""", 8)]
    [InlineData("""{"kind": "logits", "arrays": [["logits", "float64", [1, 2]]]}""", 16)]
    [InlineData("""{"kind": "logits", "arrays": [["latents", "float32", [1, 2]]]}""", 8)]
    [InlineData("""{"kind": "logits", "arrays": []}""", 0)]
    [InlineData("""{"kind": "logits"}""", 8)]
    [InlineData("""{"kind": "gradient", "arrays": [["logits", "float32", [1, 2]]]}""", 8)]
    [InlineData("""{"kind": 3, "arrays": [["logits", "float32", [1, 2]]]}""", 8)]
    [InlineData("""{"arrays": [["logits", "float32", [1, 2]]]}""", 8)]
    [InlineData("""["logits"]""", 8)]
    [InlineData("""{"kind": """, 8)]
    public void An_answer_to_something_else_is_refused(string head, long announced) =>
        Assert.Throws<InvalidDataException>(() => Receive(Message(head, announced, 1, 2)));

    [Fact]
    public void What_is_no_message_is_refused()
    {
        byte[] other = Message(Right, 8, 1, 2), long1 = Message(Right, 8, 1, 2), negative = Message(Right, 8, 1, 2);
        other[0] = (byte)'m';
        BinaryPrimitives.WriteInt32LittleEndian(long1.AsSpan(4), (1 << 24) + 1);
        BinaryPrimitives.WriteInt32LittleEndian(negative.AsSpan(4), -5);
        Assert.All([other, long1, negative], bytes => Assert.Throws<InvalidDataException>(() => Receive(bytes)));
    }

    [Fact]
    public void An_answer_that_ends_early_is_an_end()
    {
        byte[] whole = Message(Right, 8, 1.5f, -2);
        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.Throws<EndOfStreamException>(() => Receive(whole[..length])));
    }

    [Fact]
    public void An_array_that_is_too_large_is_never_asked_for() =>
        Assert.Throws<OverflowException>(() => new WantedArray("logits", 1L << 20, 1L << 20, 1L << 40));
}
