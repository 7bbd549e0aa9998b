using Mas.Alignments;
using Mas.Interchange;
using Mas.Masks;

namespace Mas.Training;

/// <summary>A method is data: which directions carry the behaviour loss, which the CL loss, and the kind of mask. Networks are indices into
/// the experiment's list.</summary>
/// <param name="Behaviour">Directions that carry the behaviour loss, by target, then by source.</param>
/// <param name="CounterfactualLatent">Directions that carry the CL loss, in the same order.</param>
internal sealed record Method(string Name, ValueList<Direction> Behaviour, ValueList<Direction> CounterfactualLatent, MaskKind Mask)
{
    /// <summary>Family of the maps where the method has one of its own; null for the experiment's.</summary>
    public AlignmentFamily? Family { get; init; }

    /// <summary>Whether the map is one unconstrained affine map of rank ≤ k from the source to the target, instead of one alignment
    /// function per network.</summary>
    public bool IsAffinePair => Family == AlignmentFamily.AffinePair;

    /// <summary>All directions that carry a loss, by target, then by source.</summary>
    public IReadOnlyList<Direction> Trained =>
        [.. Behaviour.Union(CounterfactualLatent).OrderBy(direction => direction.Target).ThenBy(direction => direction.Source)];
}
