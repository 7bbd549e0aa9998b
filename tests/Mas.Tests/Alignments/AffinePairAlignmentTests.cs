using Mas.Alignments;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

public class AffinePairAlignmentTests
{
    [Fact]
    public void One_networks_read_and_anothers_write_make_one_affine_map_of_that_rank()
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction source = Families.Make("affine-pair", ScalarType.Float64, 9, 3, seed: 1),
            target = Families.Make("affine-pair", ScalarType.Float64, 6, 3, seed: 2);
        Tensor latents = OrthogonalAlignmentTests.Gaussian(1, 20, 9);
        Tensor moved = target.Map().Invert(source.Map().Align(latents));
        Tensor matrix = source.Parameters["read"].mm(target.Parameters["write"]);
        Golden.Close(moved, latents.mm(matrix) + target.Parameters["origin"], 1e-12);
        Assert.Equal(3, linalg.matrix_rank(matrix).item<long>());
    }

    [Fact]
    public void Leaves_of_the_map_carry_the_gradient_of_every_parameter()
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make("affine-pair", ScalarType.Float64, 5, 2);
        AlignmentMap map = alignment.Map(), leaves = map.Leaves(true);
        Tensor latents = OrthogonalAlignmentTests.Gaussian(1, 4, 5), weights = OrthogonalAlignmentTests.Gaussian(2, 4, 5);
        (leaves.Invert(leaves.Align(latents)) * weights).sum().backward();
        for (int i = 0; i < map.Tensors.Count; i++)
            map.Tensors[i].backward([leaves.Tensors[i].grad!]);
        Golden.Close(alignment.Parameters["origin"].grad!, weights.sum([0]), 1e-12);
        Golden.Close(alignment.Parameters["write"].grad!, latents.mm(alignment.Parameters["read"]).t().mm(weights), 1e-12);
        Golden.Close(alignment.Parameters["read"].grad!, latents.t().mm(weights.mm(alignment.Parameters["write"].t())), 1e-12);
    }

    [Fact]
    public void An_affine_pair_refuses_in_one_sentence_what_needs_an_inverse()
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make("affine-pair", ScalarType.Float64, 5, 2);
        AlignmentMap map = alignment.Map();
        Tensor latents = OrthogonalAlignmentTests.Gaussian(1, 4, 5), aligned = map.Align(latents);
        const string sentence =
            "an affine pair has no inverse, so it cannot keep a part of the target's latent; use it with a mask that replaces everything.";
        Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(() => map.Shift(latents, aligned, aligned)).Message);
        Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(() => alignment.Align(latents)).Message);
        Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(() => alignment.Invert(latents)).Message);
    }
}
