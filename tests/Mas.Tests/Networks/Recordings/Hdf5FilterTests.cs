using System.Buffers.Binary;
using K4os.Compression.LZ4;
using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;
using Mas.Results.Files;
using Xunit;
using ZstdSharp;

namespace Mas.Tests.Networks.Recordings;

/// <summary>The filters that h5py has no part of its own for, on chunks packed as their plugins for HDF5 pack them.</summary>
public sealed class Hdf5FilterTests : IDisposable
{
    private static readonly byte[] s_plain = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i / 40))];

    private readonly OpenedFile _file;
    private readonly H5File _opened;

    public Hdf5FilterTests()
    {
        _file = OpenedFile.Open(Golden.Path("recordings", "hdf5", "contiguous-latest.h5"), ReadingLimit.Default);
        _opened = H5File.Open(_file, 0);
    }

    [Fact]
    public void A_chunk_of_Zstandard_is_unpacked()
    {
        using var compressor = new Compressor();
        Assert.Equal(s_plain, Undo(32015, compressor.Wrap(s_plain).ToArray()));
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(1024)]
    public void A_chunk_of_LZ4_is_unpacked_block_by_block(int block) => Assert.Equal(s_plain, Undo(32004, PackLz4(block)));

    [Theory]
    [InlineData(1)]
    [InlineData(32000)]
    [InlineData(32004)]
    [InlineData(32015)]
    public void A_chunk_that_is_no_such_thing_is_one_sentence(int filter)
    {
        InputException error = Assert.Throws<InputException>(() => Undo(filter, [.. Enumerable.Repeat((byte)0xee, 100)]));
        Assert.Contains("cannot be unpacked", Assert.Single(error.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chunk_that_gives_more_than_it_should_is_refused()
    {
        using var compressor = new Compressor();
        byte[] packed = compressor.Wrap(new byte[20_000]).ToArray();
        Assert.Throws<InputException>(() => Undo(32015, packed));
    }

    [Fact]
    public void A_filter_that_is_left_out_of_a_chunk_is_not_undone() =>
        Assert.Equal(s_plain, H5Filters.Undo([new(32015, "", [])], 1, s_plain, s_plain.Length, _opened));

    [Fact]
    public void A_filter_that_is_not_read_is_named()
    {
        InputException error = Assert.Throws<InputException>(() => H5Filters.RequireKnown([new(32001, "", [])], "rates", _opened));
        Assert.Contains("array 'rates' is compressed with Blosc", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _file.Dispose();

    private byte[] Undo(int filter, byte[] packed) => H5Filters.Undo([new(filter, "", [])], 0, packed, s_plain.Length, _opened);

    // The whole size, a block's size, then each block behind its packed size.
    private static byte[] PackLz4(int block)
    {
        var packed = new List<byte>(new byte[12]);
        Span<byte> number = stackalloc byte[4];
        for (int at = 0; at < s_plain.Length; at += block)
        {
            byte[] part = s_plain[at..Math.Min(s_plain.Length, at + block)], target = new byte[LZ4Codec.MaximumOutputSize(part.Length)];
            int size = LZ4Codec.Encode(part, 0, part.Length, target, 0, target.Length);
            BinaryPrimitives.WriteInt32BigEndian(number, size);
            packed.AddRange([.. number, .. target[..size]]);
        }
        byte[] bytes = [.. packed];
        BinaryPrimitives.WriteInt64BigEndian(bytes, s_plain.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), block);
        return bytes;
    }
}
