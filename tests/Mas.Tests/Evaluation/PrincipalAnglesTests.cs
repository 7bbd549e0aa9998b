using Mas.Alignments;
using Mas.Evaluation;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Evaluation;

/// <summary>Angles between subspaces whose angles are known.</summary>
public class PrincipalAnglesTests
{
    public PrincipalAnglesTests() => NativeTorch.Load();

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-3)]
    [InlineData(12)]
    [InlineData(60)]
    [InlineData(90)]
    public void A_plane_that_is_turned_by_an_angle_has_that_angle(double degrees)
    {
        using var scope = NewDisposeScope();
        (double sine, double cosine) = Math.SinCos(double.DegreesToRadians(degrees));
        Tensor first = eye(5, 2, dtype: ScalarType.Float64), second = Device.Cpu.Exact.From([1.0, 0, 0, cosine, 0, sine, 0, 0, 0, 0], 5, 2);
        double[] angles = PrincipalAngles.Between(first, second);
        Assert.Equal(0, angles[0], 1e-12);
        Assert.Equal(degrees, angles[1], Math.Max(1e-13, 1e-10 * degrees));
    }

    [Fact]
    public void Principal_angles_belong_to_the_subspaces_and_not_to_their_bases()
    {
        using var scope = NewDisposeScope();
        Tensor first = GaussianTensor.Of(1, 1, 12, 3), second = GaussianTensor.Of(2, 1, 12, 5);
        double[] wanted = PrincipalAngles.Between(first, second);
        Assert.Equal(3, wanted.Length);
        Assert.Equal(wanted.Order(), wanted);
        double[] mixed = PrincipalAngles.Between(second.mm(GaussianTensor.Of(3, 1, 5, 5)), first.mm(GaussianTensor.Of(4, 1, 3, 3)));
        Assert.All(wanted.Zip(mixed), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
    }

    [Fact]
    public void A_subspace_within_another_has_no_angle_to_it()
    {
        using var scope = NewDisposeScope();
        Tensor large = GaussianTensor.Of(1, 1, 12, 5), small = large.mm(GaussianTensor.Of(2, 1, 5, 2));
        Assert.All(PrincipalAngles.Between(small, large), angle => Assert.Equal(0, angle, 1e-9));
    }
}
