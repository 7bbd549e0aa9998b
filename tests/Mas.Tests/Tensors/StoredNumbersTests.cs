using Mas.Kernels;
using Xunit;

namespace Mas.Tests.Tensors;

/// <summary>Every number of 16 bits, against the runtime's own conversions.</summary>
public class StoredNumbersTests
{
    private static readonly ushort[] s_all = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];

    [Fact]
    public void Every_half_precision_number_is_widened_exactly()
    {
        ushort[] finite = [.. s_all.Where(bits => Half.IsFinite(BitConverter.UInt16BitsToHalf(bits)))];
        float[] wide = new float[finite.Length];
        Assert.True(StoredNumbers.WidenHalf(finite, wide));
        Assert.Equal(finite.Select(bits => Bits((float)BitConverter.UInt16BitsToHalf(bits))), wide.Select(Bits));
    }

    [Fact]
    public void Every_bfloat16_is_widened_exactly_and_rounded_back_to_itself()
    {
        ushort[] finite = [.. s_all.Where(bits => float.IsFinite(Wide(bits)))];
        float[] wide = new float[finite.Length];
        Assert.True(StoredNumbers.WidenBrain(finite, wide));
        Assert.Equal(finite.Select(bits => Bits(Wide(bits))), wide.Select(Bits));
        ushort[] back = new ushort[finite.Length];
        StoredNumbers.RoundToBrain(wide, back);
        Assert.Equal(finite, back);
    }

    // One place among so many that vectors and the rest after them are met.
    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(36)]
    public void One_number_that_is_not_finite_is_seen_wherever_it_is(int place)
    {
        const int count = 37;
        float[] wide = new float[count];
        foreach (float value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            (ushort[] half, ushort[] brain, float[] single) = (new ushort[count], new ushort[count], new float[count]);
            Assert.True(StoredNumbers.AreFinite(single) && StoredNumbers.AreFiniteBrain(brain));
            half[place] = BitConverter.HalfToUInt16Bits((Half)value);
            brain[place] = (ushort)(Bits(value) >> 16);
            single[place] = value;
            Assert.False(StoredNumbers.WidenHalf(half, wide));
            Assert.False(StoredNumbers.WidenBrain(brain, wide));
            Assert.False(StoredNumbers.AreFiniteBrain(brain));
            Assert.False(StoredNumbers.AreFinite(single));
        }
    }

    [Theory]
    [InlineData(0x3f808000u, 0x3f80)] // half way: to the even one below
    [InlineData(0x3f818000u, 0x3f82)] // half way: to the even one above
    [InlineData(0x3f808001u, 0x3f81)]
    [InlineData(0xbf807fffu, 0xbf80)]
    public void Rounding_takes_the_nearest_and_of_two_the_even_one(uint bits, int rounded)
    {
        ushort[] result = new ushort[1];
        StoredNumbers.RoundToBrain([BitConverter.UInt32BitsToSingle(bits)], result);
        Assert.Equal(rounded, result[0]);
    }

    private static float Wide(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
