using Mas.Alignments;
using Mas.Evaluation;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Evaluation;

/// <summary>How much of a subspace's variance lies in another, where it is known.</summary>
public sealed class SharedVarianceTests
{
    public SharedVarianceTests() => NativeTorch.Load();

    [Fact]
    public void All_variance_is_shared_with_a_larger_subspace_around_it_whatever_the_bases()
    {
        using var scope = NewDisposeScope();
        Tensor latents = GaussianTensor.Of(1, 1, 40, 8), large = GaussianTensor.Of(2, 1, 8, 4),
            small = large.mm(GaussianTensor.Of(3, 1, 4, 2));
        Assert.Equal(1, SharedVariance.Of(small, large, latents), 1e-12);
        Assert.InRange(SharedVariance.Of(large, small, latents), 0.05, 0.95);
    }

    [Fact]
    public void No_variance_is_shared_with_an_orthogonal_subspace()
    {
        using var scope = NewDisposeScope();
        Tensor axes = eye(8, dtype: ScalarType.Float64);
        Assert.Equal(0, SharedVariance.Of(axes.narrow(1, 0, 3), axes.narrow(1, 3, 5), GaussianTensor.Of(1, 1, 40, 8)), 1e-12);
    }

    [Fact]
    public void Axes_count_by_their_variance_in_what_subspaces_share()
    {
        using var scope = NewDisposeScope();
        Tensor axes = eye(3, dtype: ScalarType.Float64);
        // Variances 4 and 1 of the first two units, uncorrelated; the second is shared.
        Tensor latents = Device.Cpu.Exact.From([2.0, 1, 0, 2, -1, 0, -2, 1, 0, -2, -1, 0], 4, 3);
        Assert.Equal(0.2, SharedVariance.Of(axes.narrow(1, 0, 2), axes.narrow(1, 1, 2), latents), 1e-12);
    }
}
