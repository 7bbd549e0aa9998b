namespace Mas.Evaluation;

/// <summary>The two directions along which points vary most (Pearson 1901; Hotelling 1933), and points as they lie along them.</summary>
internal sealed class PrincipalCoordinates
{
    private const int Axes = 2;

    private readonly Tensor _mean, _axes; // [width], [width, axes]

    private PrincipalCoordinates(Tensor mean, Tensor axes) => (_mean, _axes) = (mean, axes);

    /// <summary>Of the covariance of some points. The sign of an axis is that of its largest entry, which is positive.</summary>
    /// <param name="points">[points, width] float64.</param>
    public static PrincipalCoordinates Of(Tensor points)
    {
        Tensor mean = points.mean([0]), centred = points - mean;
        (_, Tensor vectors) = linalg.eigh(centred.t().mm(centred)); // eigenvalues rise
        int axes = (int)Math.Min(Axes, vectors.size(1));
        Tensor largest = vectors.narrow(1, vectors.size(1) - axes, axes).flip(1);
        Tensor signs = largest.gather(0, largest.abs().argmax(0, true)).sign();
        return new PrincipalCoordinates(mean, largest * signs);
    }

    /// <summary>Where points lie along the two axes, with the share of their own variance that each axis holds.</summary>
    /// <param name="points">[points, width] of the same space.</param>
    public ProjectedPoints Project(Tensor points)
    {
        Tensor along = (points - _mean).mm(_axes);                 // [points, axes]
        Tensor own = points - points.mean([0]);
        double all = NullEnergy.Energy(own);
        double[][] columns = [.. Enumerable.Range(0, Axes).Select(axis => axis < along.size(1)
            ? along.select(1, axis).contiguous().ToArray<double>() : new double[points.size(0)])];
        return new ProjectedPoints(columns[0], columns[1],
            [.. columns.Select(column => all > 0 ? Energy(column) / all : 0)]);
    }

    private static double Energy(double[] column)
    {
        double mean = column.Average();
        return column.Sum(value => (value - mean) * (value - mean));
    }
}

/// <summary>Points on two axes.</summary>
/// <param name="X">[points]</param>
/// <param name="Y">[points]</param>
/// <param name="Shares">[axes] share of the points' variance.</param>
internal sealed record ProjectedPoints(double[] X, double[] Y, IReadOnlyList<double> Shares);
