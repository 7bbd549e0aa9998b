namespace Mas.Kernels;

/// <summary>Dropout from a generator of its own: libtorch's draws from global state, which threads would share.</summary>
internal static class DropoutMask
{
    /// <summary>[rows, width] of 0 and 1/(1 − share), float32, a pure function of the seed.</summary>
    /// <remarks>Sixteen bits decide on each unit, so that the share is met to 1/65 536.</remarks>
    public static Tensor Draw(long rows, long width, double share, ulong seed)
    {
        var random = new SeededRandom(seed);
        Tensor mask = Device.Cpu.Empty(rows, width);
        // Written in place: an array of this size would make the collector run at every step.
        Span<float> values = Numbers.Of<float>(mask);
        Span<float> outcomes = [0, (float)(1 / (1 - share))];
        var threshold = (int)Math.Round(share * 65536);
        ulong bits = 0;
        for (int i = 0; i < values.Length; i++)
        {
            bits = i % 4 == 0 ? random.NextBits() : bits >> 16;
            // The sign instead of a branch, which would be guessed wrong half of the time.
            values[i] = outcomes[1 + (((int)(bits & 0xffff) - threshold) >> 31)];
        }
        return mask;
    }
}
