namespace Mas.Networks.Recordings.Hdf5;

/// <summary>LZF, the quick compression of h5py: runs of plain bytes, and copies of what came before.</summary>
internal static class H5Lzf
{
    private const int LongestRun = 32, LongCopy = 7;

    /// <exception cref="InvalidDataException">The bytes are broken.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> packed, int size)
    {
        var plain = new byte[size];
        int at = 0, done = 0;
        while (at < packed.Length)
        {
            int head = packed[at++];
            if (head < LongestRun)
            {
                int run = head + 1;
                Require(run <= packed.Length - at && run <= size - done);
                packed.Slice(at, run).CopyTo(plain.AsSpan(done));
                (at, done) = (at + run, done + run);
                continue;
            }
            int length = head >> 5;
            if (length == LongCopy)
            {
                Require(at < packed.Length);
                length += packed[at++];
            }
            Require(at < packed.Length);
            int from = done - ((head & 31) << 8) - packed[at++] - 1;
            length += 2;
            Require(from >= 0 && length <= size - done);
            // Byte by byte: a copy may reach into itself.
            for (int i = 0; i < length; i++)
                plain[done++] = plain[from + i];
        }
        Require(done == size);
        return plain;
    }

    private static void Require(bool isSound)
    {
        if (!isSound)
            throw new InvalidDataException();
    }
}
