using Mas.Networks;
using Mas.Networks.Pretrained;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>Losses, predictions and gradients of a head that is read in pieces are those of libtorch's cross-entropy of all logits at
/// once.</summary>
public sealed class HeadScoresTests : IDisposable
{
    private const int Width = 5;

    private readonly DisposeScope _scope;
    private readonly Generator _random;

    public HeadScoresTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
        _random = new Generator(7, CPU);
    }

    private Tensor Normal(params long[] shape) => randn(shape, generator: _random);

    [Theory]
    [InlineData(1, 7, false, false)]     // fewer places than rows that are done together
    [InlineData(13, 2500, false, false)] // more outputs than columns of one product
    [InlineData(13, 2500, true, false)]
    [InlineData(13, 2500, false, true)]
    [InlineData(6, 2500, true, true)]
    [InlineData(300, 60_000, false, false)] // more places than there is room for
    public void They_are_those_of_all_logits_at_once(int places, int words, bool hasBias, bool hasChange)
    {
        var head = new LinearMap(
            Normal(words, Width), hasBias ? Normal(words) : null,
            hasChange ? new LowRankChange(Normal(2, Width), Normal(words, 2)) : null);
        Tensor read = Normal(places, Width).mul(3).requires_grad_(true);
        long[] labels = [.. Enumerable.Range(0, places).Select(place => (long)place * (words - 1) / Math.Max(1, places - 1))];
        double[] shares = [.. Enumerable.Range(1, places).Select(place => 1.0 / place)];

        ScoredRun found = new HeadScores(head, words, labels, shares).Of(read);
        found.Surrogate!.backward();
        using Tensor gradient = read.grad!.clone();
        read.grad!.zero_();
        Tensor logits = head.Apply(read);
        Tensor losses = nn.functional.cross_entropy(logits.to(ScalarType.Float64), tensor(labels), reduction: nn.Reduction.None);
        losses.mul(tensor(shares)).sum().backward();

        Golden.Close(tensor(found.Losses), losses.detach(), 2e-5);
        Assert.Equal(logits.argmax(1).ToArray<long>(), found.Predicted);
        Golden.Close(gradient, read.grad!, 1e-5);
    }

    [Fact]
    public void Without_shares_the_numbers_are_the_same_and_there_is_no_gradient()
    {
        var head = new LinearMap(Normal(40, Width), null, null);
        Tensor read = Normal(9, Width);
        long[] labels = [0, 39, 5, 5, 7, 20, 21, 22, 23];
        ScoredRun with = new HeadScores(head, 40, labels, [1, 1, 1, 1, 1, 1, 1, 1, 1]).Of(read);
        ScoredRun without = new HeadScores(head, 40, labels, null).Of(read);
        Assert.Null(without.Surrogate);
        Assert.Equal(with.Losses, without.Losses);
        Assert.Equal(with.Predicted, without.Predicted);
    }

    // What weights in bfloat16 give is rounded on the way out and on the way back: 8 bits of each number.
    [Fact]
    public void Weights_in_bfloat16_have_a_way_back_too()
    {
        Tensor weight = Normal(300, Width).to(ScalarType.BFloat16), read = Normal(11, Width).requires_grad_(true);
        long[] labels = [.. Enumerable.Range(0, 11).Select(place => 27L * place)];
        double[] shares = [.. Enumerable.Repeat(1.0, 11)];
        new HeadScores(new LinearMap(weight, null, null), 300, labels, shares).Of(read).Surrogate!.backward();
        using Tensor gradient = read.grad!.clone();
        read.grad!.zero_();
        nn.functional.cross_entropy(read.matmul(weight.to(ScalarType.Float32).t()), tensor(labels), reduction: nn.Reduction.Sum).backward();
        Golden.Close(gradient, read.grad!, 3e-2);
    }

    [Fact]
    public void A_number_that_is_not_finite_stays_one()
    {
        Tensor read = Normal(3, Width);
        read[1, 2] = float.NaN;
        ScoredRun found = new HeadScores(new LinearMap(Normal(20, Width), null, null), 20, [1, 2, 3], [1, 1, 1]).Of(read);
        Assert.Equal([true, false, true], found.Losses.Select(double.IsFinite));
    }

    public void Dispose() => _scope.Dispose();
}
