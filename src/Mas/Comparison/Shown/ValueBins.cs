using Mas.Causal;

namespace Mas.Comparison.Shown;

/// <summary>Values in rising order under few names: where there are many, neighbours share one.</summary>
internal sealed class ValueBins
{
    private readonly double[] _values; // rising; NaN, no value, first
    private readonly int _perBin;
    private readonly Func<double, string> _name;

    /// <param name="values">Every value that occurs, as often as it likes.</param>
    /// <param name="most">Names at most.</param>
    public ValueBins(IEnumerable<double> values, int most, Func<double, string> name)
    {
        _values = [.. values.Distinct().Order()];
        _perBin = Math.Max(1, (_values.Length + most - 1) / most);
        _name = name;
    }

    /// <summary>The bins of a variable's values.</summary>
    public static ValueBins Of(CausalVariable variable, IEnumerable<CausalValue> values, int most) => new(
        values.Select(value => value.Number), most, number => ShownRoute.Called(variable, new CausalValue(number)));

    public IReadOnlyList<string> Names => [.. _values.Chunk(_perBin).Select(bin =>
        bin.Length == 1 ? _name(bin[0]) : $"{_name(bin[0])}–{_name(bin[^1])}")];

    /// <summary>The bin of a value that occurs.</summary>
    public int Of(double value) => Array.BinarySearch(_values, value) / _perBin;
}
