namespace Mas.Networks.Transformers;

/// <summary>Positions as sines and cosines (Vaswani et al. 2017): at position t, unit 2i is sin(t · 10000^(−2i / width)) and unit 2i + 1
/// the cosine of the same. Computed in float64, whatever the network's type.</summary>
internal static class Sinusoids
{
    /// <summary>[positions, width]</summary>
    public static Tensor At(int[] positions, int width, Device device)
    {
        using var scope = NewDisposeScope();
        int times = positions.Length == 0 ? 0 : positions.Max() + 1;
        var table = new double[times * width];
        for (int t = 0; t < times; t++)
            for (int unit = 0; unit < width; unit++)
            {
                (double sine, double cosine) = Math.SinCos(t * Math.Pow(RotaryAngles.Base, -(double)(unit - (unit % 2)) / width));
                table[(t * width) + unit] = unit % 2 == 0 ? sine : cosine;
            }
        return device.From(table, times, width).index_select(0, device.Indices(positions)).MoveToOuterDisposeScope();
    }
}
