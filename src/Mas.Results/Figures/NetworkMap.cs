using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Mas.Results.Figures;

/// <summary>Networks as points, near where activity can be exchanged between them: classical scaling (Torgerson 1952) of what the exchange
/// lacks, 1 − chance-corrected trial IIA, both ways averaged.</summary>
internal static class NetworkMap
{
    private const double Width = 412, Side = 300, Left = 56, Top = 20, LabelSize = 12, ClosestLabels = 15;

    // Three points always lie in a plane.
    private const int LeastNetworks = 4;

    /// <summary>Null with too few networks, or where some two were not exchanged both ways.</summary>
    /// <param name="directions">Of one method, size and variable.</param>
    public static Figure? Draw(IReadOnlyList<DirectionResult> directions, IReadOnlyList<string> networks)
    {
        if (networks.Count < LeastNetworks || Distances(directions, networks) is not { } distances)
            return null;
        (double[] x, double[] y, double share) = Scaled(distances);
        double half = Math.Max(x.Max(Math.Abs), y.Max(Math.Abs)) * 1.1;
        half = half > 1e-9 ? half : 1;
        Axis across = new(-half, half, Left, Left + Side), down = new(-half, half, Top + Side, Top);
        SvgCanvas canvas = new();
        canvas.Rect(Left - 14, Top - 14, Side + 28, Side + 28, Paint.Surface, Paint.Line, radius: 4);
        List<(double X, double Y)> named = [];
        for (int i = 0; i < networks.Count; i++)
        {
            (double at, double height) = (across.At(x[i]), down.At(y[i]));
            double label = height + 4;
            while (named.Exists(other => Math.Abs(other.X - at) < 90 && Math.Abs(other.Y - label) < ClosestLabels))
                label += ClosestLabels;
            named.Add((at, label));
            Marker.Draw(canvas, 0, at, height);
            bool isRight = at > Left + (Side / 2);
            canvas.Text(at + (isRight ? -9 : 9), Math.Min(label, Top + Side + 12), SvgCanvas.Fit(networks[i], 120, LabelSize), LabelSize,
                isRight ? "end" : "start");
        }
        double unit = across.At(0.1) - across.At(0);
        canvas.Line(Left, Top + Side + 34, Left + Math.Min(unit, Side), Top + Side + 34, Paint.Ink, 2);
        canvas.Text(Left, Top + Side + 52, unit <= Side ? "10 points of corrected trial IIA" : "less than 10 points of corrected trial IIA",
            LabelSize, fill: Paint.Muted);
        return new Figure("network-map", "Networks, near where activity can be exchanged", Say(networks, x, y, share), Width,
            Top + Side + 62, canvas.Body);
    }

    private static double[,]? Distances(IReadOnlyList<DirectionResult> directions, IReadOnlyList<string> networks)
    {
        Dictionary<(string, string), double> found = directions.Where(direction => !direction.IsWithin)
            .ToDictionary(direction => (direction.Source, direction.Target), direction => direction.Corrected ?? direction.TrialIia);
        var distances = new double[networks.Count, networks.Count];
        for (int i = 0; i < networks.Count; i++)
            for (int j = 0; j < i; j++)
            {
                if (!found.TryGetValue((networks[i], networks[j]), out double there)
                    || !found.TryGetValue((networks[j], networks[i]), out double back))
                    return null;
                distances[i, j] = distances[j, i] = Math.Clamp(1 - ((there + back) / 2), 0, 1);
            }
        return distances;
    }

    // The two largest eigenvalues of the doubly centred squares, with the share of all that is not negative. An axis has its largest entry
    // positive.
    private static (double[] X, double[] Y, double Share) Scaled(double[,] distances)
    {
        int n = distances.GetLength(0);
        Matrix<double> squares = Matrix<double>.Build.Dense(n, n, (i, j) => distances[i, j] * distances[i, j]);
        Matrix<double> centring = Matrix<double>.Build.Dense(n, n, (i, j) => (i == j ? 1.0 : 0) - (1.0 / n));
        Evd<double> found = (centring * squares * centring * -0.5).Evd(Symmetricity.Symmetric);
        double[] values = [.. found.EigenValues.Select(value => Math.Max(0, value.Real))]; // they rise
        double all = values.Sum();
        double[] Axis(int rank)
        {
            Vector<double> vector = found.EigenVectors.Column(n - rank) * Math.Sqrt(values[n - rank]);
            return [.. vector[vector.AbsoluteMaximumIndex()] < 0 ? -vector : vector];
        }
        return (Axis(1), Axis(2), all > 0 ? (values[n - 1] + values[n - 2]) / all : 1);
    }

    private static string Say(IReadOnlyList<string> networks, double[] x, double[] y, double share) =>
        $"Classical scaling of 1 − corrected trial IIA, both ways averaged; the two axes hold {share * 100:0} % of it. "
        + AlternativeText.List([.. networks.Select((name, i) => Invariant($"{name} at {x[i]:0.00}, {y[i]:0.00}"))]);
}
