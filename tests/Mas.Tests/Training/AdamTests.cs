using Mas.Kernels;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Training;

public class AdamTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 1e-6)]
    [InlineData(ScalarType.Float64, 1e-14)]
    public void Twenty_updates_of_Adam_are_those_of_libtorch(ScalarType type, double tolerance)
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        Tensor[] ours = [randn(7, 3, type, generator: generator), randn(5, type, generator: generator)];
        TorchSharp.Modules.Parameter[] theirs = [.. ours.Select(start => new TorchSharp.Modules.Parameter(start.clone()))];
        using var adam = new Adam(ours);
        using var reference = optim.Adam(theirs, lr: 3e-3);
        for (int step = 1; step <= 20; step++)
        {
            // Gradients of very different sizes, so that neither moment can hide behind the other.
            Tensor[] gradients =
                [.. ours.Select((start, k) => randn(start.shape, type, generator: generator) * Math.Pow(10, step % 5 - 3 - k))];
            adam.Update(step, 3e-3, gradients);
            for (int k = 0; k < theirs.Length; k++)
                theirs[k].grad = gradients[k];
            reference.step();
            for (int k = 0; k < theirs.Length; k++)
                Golden.Close(ours[k], theirs[k], tolerance);
        }
    }

    [Fact]
    public void The_chain_of_tensor_operations_for_other_devices_gives_the_same_updates_of_Adam()
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        Tensor ours = randn(9, 3, ScalarType.Float64, generator: generator), other = ours.clone(), first = zeros_like(other),
            second = zeros_like(other);
        using var adam = new Adam([ours]);
        for (int step = 1; step <= 20; step++)
        {
            Tensor gradient = randn(ours.shape, ScalarType.Float64, generator: generator);
            adam.Update(step, 3e-3, [gradient]);
            Adam.UpdateThere(other, gradient, first, second, 3e-3 / (1 - Math.Pow(0.9, step)), 1 / Math.Sqrt(1 - Math.Pow(0.999, step)));
            Golden.Close(ours, other, 1e-14);
            Golden.Close(adam.SecondMoments[0], second, 1e-14);
        }
    }

    [Fact]
    public void Adam_leaves_a_parameter_without_a_gradient_and_its_moments_as_they_are()
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        Tensor moved = ones(3), kept = ones(3);
        using var adam = new Adam([moved, kept]);
        adam.Update(1, 0.1, [ones(3), ones(3)]);
        Tensor before = kept.clone(), moment = adam.FirstMoments[1].clone(), other = moved.clone();
        adam.Update(2, 0.1, [ones(3), null]);
        Assert.Equal(before.bytes.ToArray(), kept.bytes.ToArray());
        Assert.Equal(moment.bytes.ToArray(), adam.FirstMoments[1].bytes.ToArray());
        Assert.NotEqual(other.bytes.ToArray(), moved.bytes.ToArray());
    }
}
