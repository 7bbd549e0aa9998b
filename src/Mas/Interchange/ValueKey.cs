using System.Runtime.InteropServices;
using Mas.Causal;

namespace Mas.Interchange;

/// <summary>The values of all variables at one place, compared by number. Whether a count is raw is not compared: <c>phase</c> says
/// it.</summary>
internal readonly struct ValueKey(ReadOnlySpan<CausalValue> values) : IEquatable<ValueKey>
{
    private readonly double[] _numbers = Numbers(values);

    public bool Equals(ValueKey other) => _numbers.AsSpan().SequenceEqual(other._numbers);

    public override bool Equals(object? obj) => obj is ValueKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes<double>(_numbers));
        return hash.ToHashCode();
    }

    // Rounded, so that sums of 20 / n that took another way are the same value; −0 becomes 0.
    private static double[] Numbers(ReadOnlySpan<CausalValue> values)
    {
        var numbers = new double[values.Length];
        for (int v = 0; v < numbers.Length; v++)
            numbers[v] = Math.Round(values[v].Number, 9) + 0.0;
        return numbers;
    }
}
