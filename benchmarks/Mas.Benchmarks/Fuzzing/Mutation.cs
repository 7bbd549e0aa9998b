using System.Buffers.Binary;
using System.Text;

namespace Mas.Benchmarks.Fuzzing;

/// <summary>A valid file as damage, a slip of the hand or malice would leave it: a pure function of the random stream.</summary>
internal static class Mutation
{
    private const int MostChanges = 4, HeaderLength = 8;

    /// <param name="name">The file's name: a weight file has a header, others are text.</param>
    public static byte[] Of(byte[] content, string name, ref SeededRandom random)
    {
        if (random.Next(200) == 0)
            return [];
        bool hasHeader = name.EndsWith(".safetensors", StringComparison.Ordinal);
        int changes = 1 + random.Next(MostChanges);
        for (int i = 0; i < changes; i++)
        {
            content = random.Next(3) == 0 ? ByteChange.Of(content, ref random)
                : hasHeader ? Header(content, ref random) : Text(content, ref random);
        }
        return content;
    }

    private static byte[] Text(byte[] content, ref SeededRandom random) =>
        Encoding.UTF8.GetBytes(TextChange.Of(Encoding.UTF8.GetString(content), ref random));

    // The header as text; its length is put right, so that what it says is looked at.
    private static byte[] Header(byte[] content, ref SeededRandom random)
    {
        long length = content.Length < HeaderLength ? -1 : BinaryPrimitives.ReadInt64LittleEndian(content);
        if (length < 0 || length > content.Length - HeaderLength)
            return ByteChange.Of(content, ref random);
        byte[] header = Text(content[HeaderLength..(HeaderLength + (int)length)], ref random);
        byte[] start = new byte[HeaderLength];
        BinaryPrimitives.WriteInt64LittleEndian(start, header.Length);
        return [.. start, .. header, .. content[(HeaderLength + (int)length)..]];
    }
}
