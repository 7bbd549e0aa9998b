using Mas.Networks;

namespace Mas.Interchange;

/// <summary>Target samples, and the labels that a resumed network is compared with: the scored tokens of their continuations, or what
/// should be predicted in their place.</summary>
internal sealed class ScoredTargets : IDisposable
{
    private readonly PreparedTargets _targets;
    private readonly TargetReads _reads;

    /// <param name="targets">Owned from here on.</param>
    /// <param name="scored">Like the continuations' tokens: whether the prediction of that token is scored.</param>
    /// <param name="wanted">Like the continuations' tokens: what should be predicted; null for the tokens themselves.</param>
    /// <param name="earlier">[rows] what is scored before each row's last entry; null where nothing is.</param>
    public ScoredTargets(
        PreparedTargets targets, bool[] scored, int[]? wanted = null, IReadOnlyList<(int[] Steps, int[] Labels)?>? earlier = null)
    {
        _targets = targets;
        var labels = new List<long>();
        var owners = new List<int>();
        var steps = new List<int>();
        TokenRows continuations = targets.Rows.Continuations;
        ReadOnlySpan<int> expected = wanted ?? continuations.Tokens;
        for (int row = 0; row < targets.Rows.Count; row++)
        {
            if (earlier?[row] is var (before, due))
            {
                labels.AddRange(due.Select(label => (long)label));
                owners.AddRange(Enumerable.Repeat(row, before.Length));
                steps.AddRange(before);
            }
            for (int i = continuations.Offsets[row]; i < continuations.Offsets[row + 1]; i++)
            {
                if (!scored[i])
                    continue;
                labels.Add(expected[i]);
                owners.Add(row);
                steps.Add(i - continuations.Offsets[row]);
            }
        }
        Labels = [.. labels];
        Places = new TargetPlaces([.. owners], [.. steps]);
        _reads = new TargetReads(Places);
    }

    /// <summary>[scored] the token that each scored position should predict, row by row.</summary>
    public long[] Labels { get; }

    public TargetPlaces Places { get; }

    /// <summary>[scored] the row that each scored position belongs to.</summary>
    public int[] Owners => Places.Rows;

    public int PositionsRun => _targets.PositionsRun;

    /// <summary>Resumes the network with its latents replaced: logits at the scored positions, [scored, vocab].</summary>
    public Tensor Logits(Replacement replace) => _targets.Resume(replace, _reads).Logits!;

    /// <summary>Logits at the scored positions, [scored, vocab], of the network resumed from replaced latents.</summary>
    /// <param name="latents">[entries, width] what every entry is replaced by.</param>
    public DifferentiableLogits Differentiate(Tensor latents) => _targets.Differentiate(latents, Places);

    /// <summary>Resumes the network with its latents replaced and compares its logits with <see cref="Labels"/>.</summary>
    /// <param name="shares">[scored] d(total)/d(loss) of each scored position; null where no gradient is wanted.</param>
    public ScoredRun Run(Replacement replace, double[]? shares)
    {
        if (_targets.Score(replace, Places, Labels, shares) is { } writtenOut)
            return writtenOut;
        using var scope = NewDisposeScope();
        Tensor logits = Logits(replace);
        Tensor losses = nn.functional.cross_entropy(logits, Device.Of(logits).Indices(Labels), reduction: nn.Reduction.None);
        return new ScoredRun(
            losses.detach().to_type(ScalarType.Float64).ToArray<double>(), logits.argmax(1).ToArray<long>(),
            shares is null ? null : (losses * Device.Of(losses).From(shares, shares.Length)).sum().MoveToOuterDisposeScope());
    }

    public void Dispose() => _targets.Dispose();
}
