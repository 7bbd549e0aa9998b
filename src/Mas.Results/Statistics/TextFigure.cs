using MathNet.Numerics.Distributions;

namespace Mas.Results.Statistics;

/// <summary>A figure of text pairs and what is known of it. The shape is that of the bootstrap's draws, and bounds are their percentiles.
/// The width is not: products of multiplicities count three times what is a pair's own, which is far too wide where most texts occur in few
/// pairs. The distances from the value are therefore shrunk to the variance over source texts plus that over target texts minus that over
/// pairs, which both of them hold (Cameron, Gelbach and Miller, 2011; <see cref="TestSequences"/>), times n/(n − 1), n the fewer texts, and
/// with Student's t for the normal. Texts that agree are no proof that all do: a bound lies 1/n or more from the value, and where every
/// pair has the same outcome, as far as Jeffreys' lies from 1 for n texts that are all right.</summary>
internal sealed class TextFigure
{
    // Weighted means of one number differ in their last digits.
    private const double Rounding = 1e-26;

    private readonly double[] _drawn; // rising
    private readonly double _shrunk, _unit;
    private readonly int _texts;
    private readonly (double Low, double High) _range;

    /// <param name="drawn">[draws] of the bootstrap, in any order.</param>
    /// <param name="variance">Of the value, over texts.</param>
    /// <param name="texts">How many it rests on, two or more.</param>
    /// <param name="unit">What a share of 1 is worth in units of the value.</param>
    /// <param name="range">What the value can be.</param>
    public TextFigure(double value, double[] drawn, double variance, int texts, double unit, (double Low, double High) range)
    {
        (Value, _texts, _unit, _range) = (value, texts, unit, range);
        double spread = Spread.Variance(drawn);
        _shrunk = spread > Rounding ? Math.Sqrt(variance / spread) : 0;
        _drawn = [.. drawn.Order()];
    }

    public double Value { get; }

    /// <summary>Bounds that are one-sided at the error rate each.</summary>
    public OneSidedBounds Bounds(double errorRate = ErrorRate.Single)
    {
        double least = _unit * (_shrunk > 0 ? 1.0 / _texts : 1 - JeffreysInterval.Of(_texts, _texts, 2 * errorRate).Low);
        double width = _shrunk * StudentT.InvCDF(0, 1, _texts - 1, 1 - errorRate) / Normal.InvCDF(0, 1, 1 - errorRate);
        double low = Math.Min(width * (At(errorRate) - Value), -least), high = Math.Max(width * (At(1 - errorRate) - Value), least);
        return new OneSidedBounds(Value, Math.Max(Value + low, _range.Low), Math.Min(Value + high, _range.High));
    }

    /// <summary>The 95 % interval.</summary>
    public Interval Interval
    {
        get
        {
            OneSidedBounds both = Bounds(ErrorRate.Single / 2);
            return new Interval(both.Low, both.High);
        }
    }

    private double At(double share) => _drawn[(int)Math.Round(share * (_drawn.Length - 1))];
}
