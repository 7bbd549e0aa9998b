using Mas.Masks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Interchange;

/// <summary>
/// The interchange intervention with a fixed mask and orthogonal alignments, in its thin form: the one place where the
/// activity of two networks meets.
/// </summary>
/// <remarks>
/// z = (1 − m) ⊙ A_t(h_target) + m ⊙ A_s(h_source), h' = A_t⁻¹(z) becomes, with S the columns of W that m selects,
/// h' = h_target + (h_source S_s − h_target S_t) S_tᵀ. Several sources, each with its own block, add up.
/// </remarks>
public static class InterchangeIntervention
{
    /// <summary>h', [batch, target width].</summary>
    /// <param name="target">[batch, target width] natural latents of the target.</param>
    /// <param name="coordinates">[batch, k] what the source writes: its latents times its own factor's block.</param>
    /// <param name="factor">[target width, columns] thin factor of the target's alignment.</param>
    /// <param name="block">The columns that are swapped.</param>
    public static Tensor Apply(Tensor target, Tensor coordinates, Tensor factor, Block block)
    {
        Shape.RequireMatrix(factor, target.size(1), -1, nameof(factor));
        Shape.RequireMatrix(coordinates, target.size(0), block.Size, nameof(coordinates));
        using var scope = NewDisposeScope();
        Tensor selected = factor.narrow(1, block.Start, block.Size);           // [width, k]
        Tensor change = coordinates - target.mm(selected);                                    // [batch, k]
        return target.add(change.mm(selected.t()), HeldScalar.One).MoveToOuterDisposeScope(); // [batch, width]
    }

    /// <summary>The coordinates that a source writes into a block, [batch, k].</summary>
    /// <param name="source">[batch, source width] natural latents of the source.</param>
    /// <param name="factor">[source width, columns] thin factor of the source's alignment.</param>
    /// <param name="block">The columns that are swapped.</param>
    public static Tensor Coordinates(Tensor source, Tensor factor, Block block)
    {
        Shape.RequireMatrix(factor, source.size(1), -1, nameof(factor));
        using Tensor selected = factor.narrow(1, block.Start, block.Size);
        return source.mm(selected);
    }
}
