using Mas.Alignments;
using Mas.Comparison;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Comparison;

/// <summary>Alignment functions at a start that an analysis has made.</summary>
public sealed class OwnStartTests
{
    public OwnStartTests() => NativeTorch.Load();

    [Theory]
    [InlineData(Parametrisation.Cayley)]
    [InlineData(Parametrisation.MatrixExponential)]
    [InlineData(Parametrisation.Householder)]
    [InlineData(Parametrisation.Stiefel)]
    public void Every_parametrisation_begins_at_the_first_columns_of_the_base(Parametrisation parametrisation)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor wanted = OrthogonalBase.Random(7, 1);
        using var start = new OwnStart(parametrisation == Parametrisation.Stiefel ? wanted.narrow(1, 0, 4) : wanted.alias());
        using AlignmentFunction made = start.Create(new AlignmentDesign { Parametrisation = parametrisation }, 3, ones(2, 7));
        Assert.True(((OrthonormalAlignment)made).Factor().to_type(ScalarType.Float64).allclose(wanted.narrow(1, 0, 3), atol: 1e-6));
    }

    [Fact]
    public void A_linear_map_begins_with_its_shift_whatever_normalises_before_it()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor matrix = GaussianTensor.Of(1, 1, 5, 5), shift = GaussianTensor.Of(2, 1, 1, 5).squeeze(0),
            latents = GaussianTensor.Of(3, 2, 20, 5).to_type(ScalarType.Float32);
        var design = new AlignmentDesign { Family = AlignmentFamily.Linear, Normalise = Normalise.Standard };
        using var start = new OwnStart(matrix.alias(), shift.alias());
        using AlignmentFunction made = start.Create(design, 2, latents);
        Tensor normalised = AlignmentFactory.Normalisation(design, latents)!.Apply(latents).to_type(ScalarType.Float64);
        Assert.True(made.Align(latents).to_type(ScalarType.Float64).allclose(normalised.mm(matrix) + shift, atol: 1e-4));
    }
}
