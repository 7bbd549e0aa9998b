using Mas.Alignments;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

public class DegenerationTests
{
    [Theory]
    [InlineData(1.0, 1.0, null, false)]
    [InlineData(4.0, 0.001, null, false)]
    [InlineData(1.0, 1e-5, "is badly conditioned (condition number 1e+05, above 1e+04 its inverse is imprecise)", false)]
    [InlineData(1.0, 0.0, "can no longer be inverted (its condition number is not finite)", true)]
    [InlineData(double.NaN, 1.0, "can no longer be inverted (its condition number is not finite)", true)]
    public void A_linear_map_says_when_its_inverse_is_lost(double largest, double smallest, string? sentence, bool fatal)
    {
        using var scope = NewDisposeScope();
        Tensor rotation = OrthogonalBase.Random(4, 1), other = OrthogonalBase.Random(4, 2);
        // A rotated diagonal of exactly zero would not be singular any more.
        Tensor matrix = diag(tensor([largest, 1, 1, smallest], ScalarType.Float64));
        using var alignment = new LinearAlignment(smallest > 0 ? rotation.mm(matrix).mm(other) : matrix, zeros(4, ScalarType.Float64), 2);
        Degeneration? found = alignment.Degenerates();
        Assert.Equal(sentence, found?.Sentence);
        Assert.Equal(fatal, found?.IsFatal ?? false);
        if (sentence is null)
            Assert.Equal(largest / smallest, alignment.ConditionNumber(), 1e-6);
    }

    [Theory]
    [InlineData("cayley")]
    [InlineData("stiefel")]
    [InlineData("linear")]
    [InlineData("symmetric-definite")]
    [InlineData("reversible")]
    [InlineData("reversible-normalised")]
    [InlineData("affine-pair")]
    public void A_parameter_that_is_not_a_number_is_fatal(string name)
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make(name, ScalarType.Float32, 6, 3);
        Assert.Null(alignment.Degenerates());
        using (no_grad())
            alignment.Parameters.Values.First().fill_(float.NaN);
        Assert.True(alignment.Degenerates()?.IsFatal);
    }

    // Training meets it between two checks; it must get as far as the next one.
    [Fact]
    public void A_singular_matrix_still_makes_a_map()
    {
        using var scope = NewDisposeScope();
        using var alignment = new LinearAlignment(zeros(4, 4), zeros(4), 2);
        Tensor written = alignment.Map().Invert(ones(1, 2));
        Assert.False(written.isfinite().all().item<bool>());
        Assert.True(alignment.Degenerates()?.IsFatal);
    }
}
