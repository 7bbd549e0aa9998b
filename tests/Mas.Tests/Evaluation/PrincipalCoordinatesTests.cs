using Mas.Alignments;
using Mas.Evaluation;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Evaluation;

/// <summary>Coordinates along the directions of most variance.</summary>
public class PrincipalCoordinatesTests
{
    public PrincipalCoordinatesTests() => NativeTorch.Load();

    // numpy 1.24, linalg.eigh of the centred points' scatter, with the same signs.
    [Fact]
    public void They_are_those_of_numpy()
    {
        using var scope = NewDisposeScope();
        Tensor points = Device.Cpu.Exact.From([6.37, 2.44, 3.02, -4.59, 1.72, 2.93, 0.75, 1.37, 2.99, -0.43, 0.69, 3.18, 3.64, 3.71, 3.01,
            -0.21, 1.45, 2.69, 3.95, 0.9, 2.76], 7, 3);
        ProjectedPoints found = PrincipalCoordinates.Of(points).Project(points);
        double[] x = [5.061459737569733, -5.908381624879153, -0.6446042054181484, -1.8950743524098086, 2.496621497329941,
            -1.5893005060755356, 2.479279453882972];
        double[] y = [0.10298804029848893, 0.6530398827492806, -0.3104041569080376, -0.8442306485209415, 1.6794504058950073,
            -0.12775671099498492, -1.1530868125188123];
        Assert.All(x.Zip(found.X), one => Assert.Equal(one.First, one.Second, 1e-12));
        Assert.All(y.Zip(found.Y), one => Assert.Equal(one.First, one.Second, 1e-12));
        Assert.Equal(0.9344194638670111, found.Shares[0], 1e-12);
        Assert.Equal(0.06366648903361789, found.Shares[1], 1e-12);
    }

    [Fact]
    public void Turned_points_lie_in_the_same_places_but_for_signs()
    {
        using var scope = NewDisposeScope();
        Tensor points = GaussianTensor.Of(1, 1, 40, 6) * Device.Cpu.Exact.From([5.0, 2, 1, 0.5, 0.2, 0.1], 6);
        Tensor turn = linalg.qr(GaussianTensor.Of(2, 1, 6, 6)).Q;
        ProjectedPoints before = PrincipalCoordinates.Of(points).Project(points);
        Tensor turned = points.mm(turn) + 3;
        ProjectedPoints after = PrincipalCoordinates.Of(turned).Project(turned);
        Assert.All(before.X.Zip(after.X), one => Assert.Equal(Math.Abs(one.First), Math.Abs(one.Second), 1e-9));
        Assert.All(before.Y.Zip(after.Y), one => Assert.Equal(Math.Abs(one.First), Math.Abs(one.Second), 1e-9));
        Assert.Equal(before.Shares[0], after.Shares[0], 1e-12);
    }

    [Fact]
    public void One_dimension_and_points_that_all_lie_in_one_place_have_zeros_for_what_is_not_there()
    {
        using var scope = NewDisposeScope();
        Tensor line = Device.Cpu.Exact.From([1.0, 2, 4], 3, 1), place = Device.Cpu.Exact.From([2.0, 1, 2, 1], 2, 2);
        ProjectedPoints along = PrincipalCoordinates.Of(line).Project(line), still = PrincipalCoordinates.Of(place).Project(place);
        Assert.Equal([0, 0, 0], along.Y);
        Assert.Equal(1, along.Shares[0], 1e-12);
        Assert.Equal(0, along.Shares[1]);
        Assert.Equal([0, 0], still.X);
        Assert.Equal([0, 0], still.Shares);
    }
}
