namespace Mas.Benchmarks.Fuzzing;

/// <summary>One change of bytes, without any regard for what they mean.</summary>
internal static class ByteChange
{
    private const int Longest = 64;

    public static byte[] Of(byte[] content, ref SeededRandom random)
    {
        if (content.Length == 0)
            return [(byte)random.Next(256)];
        int at = random.Next(content.Length), end = Math.Min(content.Length, at + 1 + random.Next(Longest));
        switch (random.Next(7))
        {
            case 0: // a flipped bit
                content = [.. content];
                content[at] ^= (byte)(1 << random.Next(8));
                return content;
            case 1: // truncated
                return content[..at];
            case 2: // something put in
                byte[] put = new byte[1 + random.Next(Longest)];
                for (int i = 0; i < put.Length; i++)
                    put[i] = (byte)random.Next(256);
                return [.. content[..at], .. put, .. content[at..]];
            case 3: // something taken out
                return [.. content[..at], .. content[end..]];
            case 4: // something twice
                return [.. content[..end], .. content[at..]];
            case 5: // two pieces swapped
                int other = random.Next(content.Length - (end - at) + 1);
                byte[] rest = [.. content[..at], .. content[end..]];
                return [.. rest[..other], .. content[at..end], .. rest[other..]];
            default: // one byte for a run of others
                content = [.. content];
                content.AsSpan(at, end - at).Fill((byte)random.Next(256));
                return content;
        }
    }
}
