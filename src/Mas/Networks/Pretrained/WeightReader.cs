using System.Runtime.InteropServices;
using Mas.Kernels;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Pretrained;

/// <summary>Reads tensors block by block into the memory in which they stay, widened or rounded there. As long as the blocks are those of a
/// tensor that is open already, nothing is allocated.</summary>
/// <param name="device">Where the weights shall be, and the type that products are computed in: float32 or bfloat16.</param>
internal sealed class WeightReader(StoredWeights stored, Device device)
{
    private const int NumbersAtOnce = 1 << 20;
    private const int FirstNumbers = 1 << 10; // they tell most tensors from one another

    private readonly byte[] _raw = new byte[NumbersAtOnce * sizeof(float)];
    private readonly byte[] _block = new byte[NumbersAtOnce * sizeof(float)];
    private readonly float[] _wide = new float[device.Numbers == ScalarType.BFloat16 ? NumbersAtOnce : 0];

    /// <summary>A tensor with one holder more.</summary>
    /// <exception cref="InputException">It holds a number that is not finite, or the file has changed meanwhile.</exception>
    public SharedWeight Read(TensorPlan plan) => plan.Rounding is { } rounding ? ReadRounded(plan, rounding) : ReadAsItIs(plan);

    private SharedWeight ReadAsItIs(TensorPlan plan)
    {
        Device host = Device.Cpu.In(plan.IsMatrix ? device.Numbers : ScalarType.Float32);
        List<SharedWeight> alike = device.IsHost ? [.. SharedWeights.Alike(plan.Shape, host)] : [];
        Tensor? own = alike.Count == 0 ? Room(host, plan) : null;
        int size = host.Numbers == ScalarType.BFloat16 ? sizeof(ushort) : sizeof(float);
        foreach (Block block in Blocks(plan))
        {
            int bytes = block.Count * size;
            if (own is null)
            {
                Fill(block, _block.AsSpan(0, bytes), host.Numbers);
                own = Kept(alike, block, _block.AsSpan(0, bytes), host, plan);
                continue;
            }
            using Tensor part = Part(own, block.At, block.Count);
            Fill(block, Numbers.Of<byte>(part), host.Numbers);
        }
        if (own is null)
        {
            alike[0].Holders++;
            return alike[0];
        }
        return SharedWeights.Add(Placed(own, host));
    }

    // In float32; what is there already is known when all is rounded.
    private SharedWeight ReadRounded(TensorPlan plan, WeightRounding rounding)
    {
        Device host = Device.Cpu;
        Tensor own = Room(host, plan);
        foreach (Block block in Blocks(plan))
        {
            using Tensor part = Part(own, block.At, block.Count);
            Fill(block, Numbers.Of<byte>(part), host.Numbers);
        }
        rounding.Apply(own);
        if (!device.IsHost || SharedWeights.Alike(plan.Shape, host).FirstOrDefault(one => IsSame(one.Tensor, own)) is not { } there)
            return SharedWeights.Add(Placed(own, host));
        own.Dispose();
        there.Holders++;
        return there;
    }

    private static Tensor Room(Device host, TensorPlan plan)
    {
        Tensor room = host.Empty(plan.Shape);
        LargePages.Prefer(room);
        return room;
    }

    private static bool IsSame(Tensor one, Tensor other)
    {
        for (long first = 0, all = one.numel(); first < all; first += NumbersAtOnce)
        {
            long count = Math.Min(NumbersAtOnce, all - first);
            using Tensor own = Part(one, first, count), its = Part(other, first, count);
            if (!Numbers.Of<byte>(own).SequenceEqual(Numbers.Of<byte>(its)))
                return false;
        }
        return true;
    }

    // Leaves those that still agree; where none does, a tensor of its own with what they agreed on.
    private static Tensor? Kept(List<SharedWeight> alike, Block block, Span<byte> read, Device host, TensorPlan plan)
    {
        SharedWeight last = alike[0];
        foreach (SharedWeight one in alike.ToArray())
        {
            using Tensor part = Part(one.Tensor, block.At, block.Count);
            if (!Numbers.Of<byte>(part).SequenceEqual(read))
                alike.Remove(one);
        }
        if (alike.Count > 0)
            return null;
        Tensor own = Room(host, plan);
        using (Tensor before = Part(own, 0, block.At), agreed = Part(last.Tensor, 0, block.At))
            before.copy_(agreed);
        using Tensor now = Part(own, block.At, block.Count);
        read.CopyTo(Numbers.Of<byte>(now));
        return own;
    }

    private Tensor Placed(Tensor own, Device host)
    {
        if (device.IsHost)
            return own;
        using (own)
            return device.In(host.Numbers).Copy(own);
    }

    private static Tensor Part(Tensor whole, long first, long count)
    {
        using Tensor flat = whole.view(-1);
        return flat.narrow(0, first, count);
    }

    // In the order of the memory, so that what has been read is always a beginning.
    private IEnumerable<Block> Blocks(TensorPlan plan)
    {
        long row = plan.Count / plan.Shape[0];
        bool isFirst = true;
        foreach ((StoredPart part, RowRun run) in plan.Parts.SelectMany(part => part.Runs.Select(run => (part, run)))
            .OrderBy(pair => pair.run.To))
        {
            (SafetensorsFile file, TensorEntry entry) = stored[part.Name];
            for (long done = 0, all = run.Count * row; done < all;)
            {
                int count = (int)Math.Min(isFirst ? FirstNumbers : NumbersAtOnce, all - done);
                yield return new Block(file, entry, run.From * row + done, run.To * row + done, count);
                done += count;
                isFirst = false;
            }
        }
    }

    private void Fill(Block block, Span<byte> target, ScalarType type)
    {
        Dtype dtype = block.Entry.Dtype;
        bool isAsStored = dtype == (type == ScalarType.BFloat16 ? Dtype.BF16 : Dtype.F32);
        Span<byte> raw = isAsStored ? target : _raw.AsSpan(0, block.Count * dtype.Size());
        block.File.Read(block.Entry, block.From * dtype.Size(), raw);
        Span<float> wide = type == ScalarType.BFloat16 && dtype == Dtype.F16
            ? _wide.AsSpan(0, block.Count) : MemoryMarshal.Cast<byte, float>(target);
        bool isFinite = dtype switch
        {
            Dtype.F32 => StoredNumbers.AreFinite(MemoryMarshal.Cast<byte, float>(raw)),
            Dtype.BF16 when isAsStored => StoredNumbers.AreFiniteBrain(MemoryMarshal.Cast<byte, ushort>(raw)),
            Dtype.BF16 => StoredNumbers.WidenBrain(MemoryMarshal.Cast<byte, ushort>(raw), wide),
            _ => StoredNumbers.WidenHalf(MemoryMarshal.Cast<byte, ushort>(raw), wide),
        };
        if (!isFinite)
            throw new InputException($"tensor '{block.Entry.Name}' contains NaN or infinite numbers; download the network again, or export "
                + "it again", block.File.Path);
        if (type == ScalarType.BFloat16 && !isAsStored)
            StoredNumbers.RoundToBrain(dtype == Dtype.F16 ? wide : MemoryMarshal.Cast<byte, float>(raw),
                MemoryMarshal.Cast<byte, ushort>(target));
    }

    /// <summary>Numbers that stand one behind the other in a file and in memory.</summary>
    /// <param name="From">The first of them in the stored tensor.</param>
    /// <param name="At">The first of them in the tensor in memory.</param>
    private sealed record Block(SafetensorsFile File, TensorEntry Entry, long From, long At, int Count);
}
