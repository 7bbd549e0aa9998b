namespace Mas.Similarity;

/// <summary>A cloud of points, centred and perhaps partly whitened.</summary>
internal sealed class FittedShape : Fitted
{
    /// <param name="points">[n, d] Owned from here on.</param>
    public FittedShape(string measure, Tensor points, Whitening whitening)
        : base(measure, (int)points.size(0), (int)points.size(1))
    {
        (Points, Whitening) = (points.DetachFromDisposeScope(), whitening);
        using var scope = NewDisposeScope();
        Energy = (points * points).sum().item<double>();
    }

    /// <summary>[n, d]</summary>
    public Tensor Points { get; }

    /// <summary>|points|²</summary>
    public double Energy { get; }

    public Whitening Whitening { get; }

    /// <summary>Σσ of XᵀY: tr(XᵀYQ) at the rotation Q that brings Y closest to X (Schönemann 1966).</summary>
    public static double NuclearNorm(FittedShape one, FittedShape other)
    {
        using var scope = NewDisposeScope();
        return linalg.svdvals(one.Points.t().mm(other.Points)).sum().item<double>();
    }

    /// <summary>Angle between two shapes, arccos(Σσ / |X||Y|).</summary>
    public static double Angle(FittedShape one, FittedShape other) =>
        Math.Acos(Math.Clamp(NuclearNorm(one, other) / Math.Sqrt(one.Energy * other.Energy), -1, 1));

    public override Fitted Reordered(int[] order) => new FittedShape(Measure, Rows(Points, order), Whitening);

    public override void Dispose() => Points.Dispose();
}
