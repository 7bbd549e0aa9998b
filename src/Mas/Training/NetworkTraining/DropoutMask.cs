using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Training.NetworkTraining;

/// <summary>Dropout from a generator of its own: libtorch's draws from global state, which threads would share.</summary>
internal static class DropoutMask
{
    /// <summary>[rows, width] of 0 and 1/(1 − share), float32, a pure function of the seed.</summary>
    /// <remarks>Sixteen bits decide on each unit, so that the share is met to 1/65 536.</remarks>
    public static Tensor Draw(long rows, long width, double share, ulong seed)
    {
        var random = new SeededRandom(seed);
        var values = new float[rows * width];
        float kept = (float)(1 / (1 - share));
        ushort threshold = (ushort)Math.Round(share * ushort.MaxValue);
        ulong bits = 0;
        for (int i = 0; i < values.Length; i++)
        {
            bits = i % 4 == 0 ? random.NextBits() : bits >> 16;
            values[i] = (ushort)bits >= threshold ? kept : 0;
        }
        return tensor(values, rows, width);
    }
}
