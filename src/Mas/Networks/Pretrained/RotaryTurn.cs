namespace Mas.Networks.Pretrained;

/// <summary>Turns queries and keys by their positions: with the angles a of a position, the halves (x, y) of what is turned become
/// (x cos a − y sin a, y cos a + x sin a). Angles are computed in float64.</summary>
internal sealed class RotaryTurn : IDisposable
{
    private readonly Tensor _cosines; // [time, 1, 1, half]
    private readonly Tensor _sines;   // [time, 1, 2, half] −sin for the first half, sin for the second
    private readonly int _turned;

    /// <param name="first">Position of the first of them.</param>
    /// <param name="time">How many follow each other.</param>
    public RotaryTurn(RotaryConfig config, int first, int time, Device device)
    {
        _turned = config.Turned;
        double[] frequencies = config.Frequencies();
        int half = frequencies.Length;
        var cosines = new double[time * half];
        var sines = new double[2 * time * half];
        for (int t = 0; t < time; t++)
        {
            for (int i = 0; i < half; i++)
            {
                (double sine, double cosine) = Math.SinCos((first + t) * frequencies[i]);
                cosines[t * half + i] = cosine;
                sines[2 * t * half + i] = -sine;
                sines[(2 * t + 1) * half + i] = sine;
            }
        }
        _cosines = device.From(cosines, time, 1, 1, half).DetachFromDisposeScope();
        _sines = device.From(sines, time, 1, 2, half).DetachFromDisposeScope();
    }

    /// <param name="heads">[rows, time, heads, head width]</param>
    /// <returns>The same shape.</returns>
    public Tensor Apply(Tensor heads)
    {
        using var scope = NewDisposeScope();
        long rest = heads.size(3) - _turned;
        Tensor halves = heads.narrow(3, 0, _turned).unflatten(3, 2, _turned / 2); // [rows, time, heads, 2, half]
        Tensor turned = addcmul(halves * _cosines, halves.flip(3), _sines, HeldScalar.One).flatten(3);
        return (rest == 0 ? turned : cat([turned, heads.narrow(3, _turned, rest)], 3)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _cosines.Dispose();
        _sines.Dispose();
    }
}
