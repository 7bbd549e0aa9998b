using Mas.Results.Figures;
using Xunit;

namespace Mas.Results.Tests.Figures;

public sealed class ThinningTests
{
    [Fact]
    public void A_thinned_line_passes_every_point_that_it_leaves_out()
    {
        Random random = new(1);
        (double X, double Y)[] line =
            [.. Enumerable.Range(0, 400).Select(i => ((double)i, 100 * Math.Exp(-i / 50.0) + (0.2 * random.NextDouble())))];
        IReadOnlyList<(double X, double Y)> thin = Thinning.Of(line);
        Assert.InRange(thin.Count, 3, 100);
        Assert.Equal((line[0], line[^1]), (thin[0], thin[^1]));
        Assert.All(line, point => Assert.InRange(Math.Abs(point.Y - At(thin, point.X)), 0, Thinning.Tolerance));
    }

    [Fact]
    public void A_thinned_line_keeps_a_step_up() => Assert.Equal(4, Thinning.Of([(0, 0), (1, 0), (2, 0), (2, 9), (3, 9)]).Count);

    [Fact]
    public void Lines_of_two_points_and_of_none_are_not_thinned()
    {
        Assert.Empty(Thinning.Of([]));
        Assert.Equal([(0, 1), (5, 1)], Thinning.Of([(0, 1), (5, 1)]));
    }

    private static double At(IReadOnlyList<(double X, double Y)> line, double x)
    {
        int i = Enumerable.Range(0, line.Count - 1).First(span => line[span + 1].X >= x);
        double share = (x - line[i].X) / (line[i + 1].X - line[i].X);
        return line[i].Y + (share * (line[i + 1].Y - line[i].Y));
    }
}
