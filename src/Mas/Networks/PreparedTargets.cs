using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks;

/// <summary>What an intervention makes of a network's own latents; differentiable.</summary>
/// <param name="latents">[entries, width] the target's latents as they stand: natural, or where the network runs through
/// intervened positions, those that follow from the replacements before.</param>
/// <param name="entries">[entries] which entries they are.</param>
/// <returns>[entries, width] what they are replaced by.</returns>
public delegate Tensor Replacement(Tensor latents, int[] entries);

/// <summary>
/// Target samples of one network, ready to be intervened on: everything that the interventions cannot change is computed.
/// <see cref="Logits"/> runs only what follows, and only scored positions reach the head.
/// </summary>
public abstract class PreparedTargets : IDisposable
{
    /// <param name="rows">What will be intervened on.</param>
    protected PreparedTargets(TargetRows rows)
    {
        Rows = rows;
        var labels = new List<long>();
        var owners = new List<int>();
        for (int row = 0; row < rows.Count; row++)
        {
            for (int i = rows.Continuations.Offsets[row]; i < rows.Continuations.Offsets[row + 1]; i++)
            {
                if (!rows.Scored[i])
                    continue;
                labels.Add(rows.Continuations.Tokens[i]);
                owners.Add(row);
            }
        }
        Labels = [.. labels];
        Owners = [.. owners];
    }

    /// <summary>What is intervened on.</summary>
    public TargetRows Rows { get; }

    /// <summary>[scored] the token that each scored position should predict, row by row.</summary>
    public long[] Labels { get; }

    /// <summary>[scored] the row that each scored position belongs to.</summary>
    public int[] Owners { get; }

    /// <summary>Positions that <see cref="Logits"/> runs through the network's body, over all rows: what an intervention costs.</summary>
    public abstract int PositionsRun { get; }

    /// <summary>Resumes the network with its latents replaced, differentiably: logits at the scored positions, [scored, vocab].</summary>
    /// <param name="replace">Called once for every entry, with as many at a time as the network has ready.</param>
    public abstract Tensor Logits(Replacement replace);

    /// <summary>Resumes the network with its latents replaced and compares its logits with <see cref="Labels"/>.</summary>
    /// <param name="replace">As of <see cref="Logits"/>.</param>
    /// <param name="shares">[scored] d(total)/d(loss) of each scored position; null where no gradient is wanted.</param>
    public virtual ScoredRun Run(Replacement replace, double[]? shares)
    {
        using var scope = NewDisposeScope();
        Tensor logits = Logits(replace);
        Tensor losses = nn.functional.cross_entropy(logits, Device.Of(logits).Indices(Labels), reduction: nn.Reduction.None); // [scored]
        return new ScoredRun(
            losses.detach().to_type(ScalarType.Float64).ToArray<double>(), logits.argmax(1).ToArray<long>(),
            shares is null ? null : (losses * Device.Of(losses).From(shares, shares.Length)).sum().MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
