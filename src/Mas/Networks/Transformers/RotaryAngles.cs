namespace Mas.Networks.Transformers;

/// <summary>Rotary positions in the half-rotation form (Su et al. 2021): with angle[t, i] = t · 10000^(−i / half), a vector (a, b) of two
/// halves becomes (a cos − b sin, b cos + a sin). Angles are computed in float64, whatever the network's type.</summary>
internal sealed class RotaryAngles : IDisposable
{
    public const int Base = 10_000; // of the wavelengths

    private readonly Tensor _cosines; // [positions, 1, 1, half]
    private readonly Tensor _sines;   // [positions, 1, 2, half] −sin for the first half, sin for the second

    /// <param name="positions">[positions] index of each in its own sequence.</param>
    /// <param name="width">Width of one head's queries and keys.</param>
    public RotaryAngles(int[] positions, int width, Device device)
    {
        using var scope = NewDisposeScope();
        int half = width / 2, times = positions.Length == 0 ? 0 : positions.Max() + 1;
        var cosines = new double[times * half];
        var sines = new double[times * width];
        for (int t = 0; t < times; t++)
        {
            for (int i = 0; i < half; i++)
            {
                (double sine, double cosine) = Math.SinCos(t * Math.Pow(Base, -(double)i / half));
                cosines[t * half + i] = cosine;
                sines[t * width + i] = -sine;
                sines[t * width + half + i] = sine;
            }
        }
        Tensor index = device.Indices(positions);
        _cosines = device.From(cosines, times, 1, 1, half).index_select(0, index).DetachFromDisposeScope();
        _sines = device.From(sines, times, 1, 2, half).index_select(0, index).DetachFromDisposeScope();
    }

    /// <summary>Queries or keys, each turned by its position, head by head, [positions, heads · width].</summary>
    public Tensor Turn(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        Tensor halves = vectors.reshape(vectors.size(0), -1, 2, _cosines.size(3)); // [positions, heads, half, i]
        return addcmul(halves * _cosines, halves.flip(2), _sines, HeldScalar.One).view(vectors.shape).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _cosines.Dispose();
        _sines.Dispose();
    }
}
