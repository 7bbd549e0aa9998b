using Mas.Alignments;

namespace Mas.Interchange;

/// <summary>What one step learns with: every network's map, and the masks.</summary>
/// <param name="Maps">[networks]</param>
/// <param name="Masks">[variables, columns] one swap mask per variable, and where it is swapped, one more row for the extraneous remainder;
/// as many columns as the widest map. Null where the one variable takes every coordinate of every map.</param>
internal sealed record StepMaps(IReadOnlyList<AlignmentMap> Maps, Tensor? Masks = null)
{
    /// <summary>Copies whose tensors collect gradients of their own, for one pass.</summary>
    internal StepMaps Leaves(bool gradients) =>
        new([.. Maps.Select(map => map.Leaves(gradients && map.Tensors.Any(tensor => tensor.requires_grad)))],
            Masks?.detach().requires_grad_(gradients && Masks.requires_grad));
}

/// <summary>Gradients of a loss with respect to <see cref="StepMaps"/>; null where a tensor had no part in it.</summary>
/// <param name="Maps">[networks][tensors of the map]</param>
internal sealed record StepGradients(IReadOnlyList<IReadOnlyList<Tensor?>> Maps, Tensor? Masks) : IDisposable
{
    /// <summary>A sum of gradients, in the order given, so that the bytes do not depend on threads. Takes over both.</summary>
    internal StepGradients Plus(StepGradients other) => new(
        [.. Maps.Zip(other.Maps, (a, b) => (IReadOnlyList<Tensor?>)[.. a.Zip(b, Add)])], Add(Masks, other.Masks));

    internal void Detach()
    {
        foreach (Tensor gradient in All)
            gradient.DetachFromDisposeScope();
    }

    internal IEnumerable<Tensor> All => Maps.SelectMany(map => map).Append(Masks).OfType<Tensor>();

    private static Tensor? Add(Tensor? sum, Tensor? term)
    {
        if (sum is null || term is null)
            return sum ?? term;
        using (sum)
        using (term)
            return sum.add(term, HeldScalar.One);
    }

    public void Dispose() => All.DisposeAll();
}
