using System.Diagnostics;
using Mas.Networks.Recordings.Arrays;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Recordings.Safetensors;

/// <summary>A tensor of a safetensors file as an array.</summary>
internal sealed class SafetensorsArray(SafetensorsFile file, TensorEntry entry, ReadingLimit limit)
    : StoredArray(file.Path, entry.Name, entry.Shape, limit)
{
    private const int Block = 1 << 16; // bytes decoded at a time, a multiple of every number's size

    // Null of BF16, which no other format has.
    private readonly ElementType? _type = entry.Dtype switch
    {
        Dtype.BF16 => null,
        Dtype.Bool => new(ElementClass.Flag, 1, IsBigEndian: false),
        Dtype.F16 or Dtype.F32 or Dtype.F64 => new(ElementClass.Float, entry.Dtype.Size(), IsBigEndian: false),
        Dtype.I8 or Dtype.I16 or Dtype.I32 or Dtype.I64 => new(ElementClass.Signed, entry.Dtype.Size(), IsBigEndian: false),
        _ => new(ElementClass.Unsigned, entry.Dtype.Size(), IsBigEndian: false),
    };

    public override string Type => _type?.ToString() ?? "bfloat16";

    public override ValueKind Kind => _type?.Kind ?? ValueKind.Number;

    // The header covers the file exactly, which was checked when it was opened.
    protected override void RequireStored()
    {
    }

    protected override void Fill<T>(Span<T> values)
    {
        var bytes = new byte[Math.Min(Block, entry.ByteCount)];
        int size = entry.Dtype.Size();
        for (int done = 0; done < values.Length;)
        {
            int now = Math.Min(values.Length - done, Block / size);
            Span<byte> part = bytes.AsSpan(0, now * size);
            file.Read(entry, (long)done * size, part);
            Decode(part, values.Slice(done, now));
            done += now;
        }
    }

    protected override string[] ReadTexts() => throw new UnreachableException("a tensor has no texts");

    private void Decode<T>(Span<byte> bytes, Span<T> values)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        if (_type is ElementType type)
            Elements.Decode(type, bytes, values);
        else
            TensorValues.Map<ushort, T>(bytes, values, half => T.CreateSaturating(TensorValues.ToSingle(half)));
    }
}
