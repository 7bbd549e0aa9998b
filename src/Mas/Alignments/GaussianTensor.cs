namespace Mas.Alignments;

/// <summary>Normal numbers that a seed decides, float64, on the processor: the same wherever they go.</summary>
internal static class GaussianTensor
{
    public static Tensor Of(ulong seed, double deviation, params long[] shape)
    {
        var random = new SeededRandom(seed);
        var values = new double[checked((int)shape.Aggregate(1L, (product, size) => checked(product * size)))];
        for (int i = 0; i < values.Length; i++)
            values[i] = deviation * random.NextGaussian();
        return Device.Cpu.Exact.From(values, shape);
    }
}
