using Mas.Networks.TextActivity;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.TextActivity;

/// <summary>Losses from logits that come some words at a time are those of all of them at once.</summary>
public sealed class NextTokensTests
{
    [Theory, InlineData(11), InlineData(4), InlineData(1)]
    public void Parts_give_what_the_whole_gives(int together)
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        var random = new SeededRandom(3);
        float[] numbers = new float[5 * 11];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (float)(40 * random.NextGaussian());
        int[] next = [0, 10, -1, 4, 7];
        Tensor logits = Device.Cpu.From(numbers, 5, 11);
        var surprise = new NextTokens(next);
        for (int first = 0; first < 11; first += together)
            surprise.Add(logits.narrow(1, first, Math.Min(together, 11 - first)).contiguous(), first);
        float[] losses = new float[5];
        surprise.Losses(losses);
        for (int i = 0; i < 5; i++)
        {
            double[] row = [.. numbers.Skip(11 * i).Take(11).Select(one => (double)one)];
            double expected = next[i] < 0 ? 0 : row.Max() + Math.Log(row.Sum(one => Math.Exp(one - row.Max()))) - row[next[i]];
            Assert.Equal(expected, losses[i], 2e-5);
        }
    }
}
