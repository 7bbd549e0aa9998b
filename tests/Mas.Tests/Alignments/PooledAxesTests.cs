using Mas.Alignments;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

/// <summary>Axes that several networks share.</summary>
public sealed class PooledAxesTests
{
    public PooledAxesTests() => NativeTorch.Load();

    [Fact]
    public void Pooled_axes_are_orthogonal_and_the_coordinates_on_them_uncorrelated_by_falling_variance()
    {
        using var scope = NewDisposeScope();
        Tensor[] latents = [GaussianTensor.Of(1, 1, 50, 5).mm(GaussianTensor.Of(2, 1, 5, 5)),
            GaussianTensor.Of(3, 1, 30, 5).mm(GaussianTensor.Of(4, 2, 5, 5))];
        Tensor axes = PooledAxes.Of(latents);
        Assert.True(axes.t().mm(axes).allclose(eye(5, dtype: ScalarType.Float64), atol: 1e-12));
        Tensor[] turned = [.. latents.Select(own => (own - own.mean([0])).mm(axes))];
        Tensor scatter = turned[0].t().mm(turned[0]) + turned[1].t().mm(turned[1]);
        double[] variances = scatter.diagonal().data<double>().ToArray();
        Assert.Equal(variances.OrderDescending(), variances);
        Assert.True((scatter - scatter.diagonal().diag()).abs().max().item<double>() < 1e-9 * variances[0]);
    }

    [Fact]
    public void A_shift_of_the_mean_does_not_change_pooled_axes()
    {
        using var scope = NewDisposeScope();
        Tensor latents = GaussianTensor.Of(1, 1, 40, 3) * Device.Cpu.Exact.From([3.0, 2.0, 1.0]);
        Assert.True(PooledAxes.Of([latents]).allclose(PooledAxes.Of([latents + Device.Cpu.Exact.From([0.0, 0.0, 100.0])]), atol: 1e-9));
    }
}
