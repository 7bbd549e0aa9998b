using Mas.Alignments;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

public class NormalisationTests
{
    public static TheoryData<Nonlinearity> Nonlinearities() => [.. Enum.GetValues<Nonlinearity>()];

    [Theory]
    [MemberData(nameof(Nonlinearities))]
    public void Normalised_latents_have_mean_0_and_deviation_1_whatever_they_came_out_of(Nonlinearity nonlinearity)
    {
        using var scope = NewDisposeScope();
        Tensor values = OrthogonalAlignmentTests.Gaussian(1, 200, 5) * 0.8 + linspace(-1, 1, 5, ScalarType.Float64);
        Tensor latents = nonlinearity switch { Nonlinearity.Tanh => values.tanh(), Nonlinearity.Sigmoid => values.sigmoid(), _ => values };
        var normalisation = Normalisation.Of(latents, nonlinearity);
        Tensor normalised = normalisation.Apply(latents);
        Golden.Close(normalised, (values - values.mean([0])) / values.std([0], unbiased: false), 1e-10);
        Golden.Close(normalised.mean([0]), zeros(5, ScalarType.Float64), 1e-12);
        Golden.Close(normalised.std([0], unbiased: false), ones(5, ScalarType.Float64), 1e-12);
        Golden.Close(normalisation.Undo(normalised), latents, 1e-12);
    }

    [Fact]
    public void A_unit_that_never_changes_keeps_its_scale()
    {
        using var scope = NewDisposeScope();
        // The mean of equal values is not always the value, so their deviation is not always 0.
        Tensor latents = OrthogonalAlignmentTests.Gaussian(1, 10, 3);
        latents.select(1, 1).fill_(0.1);
        var normalisation = Normalisation.Of(latents.to_type(ScalarType.Float32), Nonlinearity.Identity);
        Assert.Equal(ScalarType.Float64, normalisation.Deviation.dtype);
        Assert.Equal(1, normalisation.Deviation[1].item<double>());
        Assert.NotEqual(1, normalisation.Deviation[0].item<double>());
    }

    [Theory]
    [InlineData(Nonlinearity.Tanh, ScalarType.Float32)]
    [InlineData(Nonlinearity.Tanh, ScalarType.Float64)]
    [InlineData(Nonlinearity.Sigmoid, ScalarType.Float32)]
    [InlineData(Nonlinearity.Sigmoid, ScalarType.Float64)]
    public void Latents_at_the_ends_of_the_interval_and_beyond_stay_finite_and_come_back_within_the_margin(
        Nonlinearity nonlinearity, ScalarType type)
    {
        using var scope = NewDisposeScope();
        double low = nonlinearity == Nonlinearity.Tanh ? -1 : 0;
        Tensor latents = tensor([low - 3, low, 1, 4], [2, 2], ScalarType.Float64).to_type(type);
        var normalisation = new Normalisation(nonlinearity, zeros(2, ScalarType.Float64), ones(2, ScalarType.Float64));
        Tensor normalised = normalisation.Apply(latents);
        Assert.True(normalised.isfinite().all().item<bool>());
        Golden.Close(normalisation.Undo(normalised), latents.clamp(low, 1), 2e-6);
        Assert.True(Golden.Difference(normalisation.Undo(normalised), latents.clamp(low, 1)) > 5e-7);
    }

    [Fact]
    public void The_normalisation_is_kept_with_the_constants_of_the_core()
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction made = Families.Make("cayley-normalised", ScalarType.Float64, 6, 2),
            core = Families.Make("cayley", ScalarType.Float64, 6, 2);
        Assert.Equal(["base", "deviation", "mean"], made.Constants.Keys.Order());
        Assert.Equal(core.Parameters.Keys, made.Parameters.Keys);
    }

    [Fact]
    public void Normalisation_of_no_latents_at_all_is_refused() =>
        Assert.Throws<ArgumentException>(() => Normalisation.Of(OrthogonalAlignmentTests.Gaussian(1, 0, 3), Nonlinearity.Identity));
}
