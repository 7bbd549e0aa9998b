using Mas.Alignments;

namespace Mas.Interchange;

/// <summary>The interchange intervention itself: the one place where the activity of two networks meets.</summary>
/// <remarks>method.md section 2. With m the mask, z = (1 − m) ⊙ A_t(h_target) + m ⊙ A_s(h_source) and h' = A_t⁻¹(z). What a source writes,
/// m ⊙ A_s(h_source), does not depend on the target's latent; several sources, each with its own mask, add up in it.</remarks>
internal static class InterchangeIntervention
{
    /// <summary>m ⊙ A_s(h_source) in the target's coordinates, [batch, target columns].</summary>
    /// <param name="aligned">[batch, source columns] coordinates of the source's latents.</param>
    /// <param name="mask">[batch, target columns] or [1, target columns]; null for ones.</param>
    /// <param name="columns">Coordinates of the target. A source with more loses those beyond, one with fewer has zeros there, which no
    /// mask selects.</param>
    public static Tensor Written(Tensor aligned, Tensor? mask, int columns)
    {
        using var scope = NewDisposeScope();
        long own = aligned.size(1);
        Tensor shared = own == columns ? aligned
            : own > columns ? aligned.narrow(1, 0, columns) : nn.functional.pad(aligned, [0, columns - own]);
        return (mask is null ? shared.alias() : shared * mask).MoveToOuterDisposeScope();
    }

    /// <summary>h', [batch, target width].</summary>
    /// <param name="latents">[batch, target width] h_target.</param>
    /// <param name="written">[batch, columns] what the sources write, from <see cref="Written"/>.</param>
    /// <param name="mask">[batch, columns] the sources' masks together; null for ones.</param>
    public static Tensor Swap(Tensor latents, AlignmentMap target, Tensor written, Tensor? mask)
    {
        Shape.RequireMatrix(written, latents.size(0), target.Columns, nameof(written));
        using var scope = NewDisposeScope();
        Tensor aligned = target.Align(latents);
        Tensor change = written - (mask is null ? aligned : aligned * mask);
        return target.Shift(latents, aligned, change).MoveToOuterDisposeScope();
    }

    /// <summary>h' of the mask replace-all, [batch, target width]: the target's other coordinates are dropped.</summary>
    /// <param name="written">[batch, columns] what the sources write.</param>
    public static Tensor Replace(AlignmentMap target, Tensor written) => target.Invert(written);
}
