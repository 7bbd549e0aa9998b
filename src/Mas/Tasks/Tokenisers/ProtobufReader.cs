using System.Buffers.Binary;

namespace Mas.Tasks.Tokenisers;

/// <summary>Reads the fields of a protocol buffer one after the other.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> bytes, string path)
{
    private const int AsVarint = 0, AsEight = 1, AsBytes = 2, AsFour = 5;

    private ReadOnlySpan<byte> _rest = bytes;
    private int _kind;

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="InputException">The bytes are no protocol buffer.</exception>
    public bool Next(out int field)
    {
        field = 0;
        if (_rest.IsEmpty)
            return false;
        ulong key = Varint();
        (field, _kind) = key <= int.MaxValue ? ((int)(key >> 3), (int)(key & 7)) : throw Damaged();
        return true;
    }

    /// <exception cref="InputException">The field is no number.</exception>
    public ulong Number() => _kind == AsVarint ? Varint() : throw Damaged();

    /// <exception cref="InputException">The field is no number with four bytes.</exception>
    public float Single() => _kind == AsFour ? BinaryPrimitives.ReadSingleLittleEndian(Take(4)) : throw Damaged();

    /// <exception cref="InputException">The field has no bytes.</exception>
    public ReadOnlySpan<byte> Bytes() => _kind == AsBytes ? Take(Varint()) : throw Damaged();

    public void Skip()
    {
        switch (_kind)
        {
            case AsVarint:
                Varint();
                break;
            case AsEight:
                Take(8);
                break;
            case AsBytes:
                Take(Varint());
                break;
            case AsFour:
                Take(4);
                break;
            default:
                throw Damaged();
        }
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte one = Take(1)[0];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
                return value;
        }
        throw Damaged();
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw Damaged();
        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private readonly InputException Damaged() => new("this is no SentencePiece model, or it is damaged; was it downloaded in full?", path);
}
