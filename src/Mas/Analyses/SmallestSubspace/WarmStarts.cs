using Mas.Alignments;
using Mas.Comparison;
using Mas.Training;

namespace Mas.Analyses.SmallestSubspace;

/// <summary>Starts of smaller subspaces from alignments that were trained at the largest size: rotated within their own subspace, all
/// networks of an alignment alike so that it stays shared, until the leading axes carry the most variance of the aligned natural
/// latents.</summary>
internal sealed class WarmStarts(RunData data) : IDisposable
{
    private readonly Dictionary<(Method Method, int Seed, int Network), OwnStart> _starts = [];

    /// <summary>The start of a network; null for one that the case does not train.</summary>
    public OwnStart? Of(CaseSetup setup, int network, int seed) => _starts.GetValueOrDefault((setup.Case.Method, seed, network));

    /// <summary>Takes what was learned at the largest size, for every smaller size of the same method.</summary>
    public void Add(CaseResult largest)
    {
        CaseSetup setup = largest.Data.Setup;
        int[] networks = [.. setup.Trained.SelectMany(route => (int[])[route.Source, route.Target]).Distinct()];
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor[] latents = [.. networks.Select(k => data.NormalisedLatents(setup.Design, k))];
        foreach (SeedResult seed in largest.Seeds)
        {
            AlignmentFunction[] cores = [.. networks.Select(k => seed.Learned.Maps.Alignments[k].Core)];
            Tensor axes = PooledAxes.Of([.. cores.Zip(latents, (core, natural) => core.Map().Align(natural))]);
            foreach ((int network, AlignmentFunction core) in networks.Zip(cores))
                _starts[(setup.Case.Method, seed.Evaluation.Seed, network)] =
                    Rotated(core, axes, AlignmentFactory.HasThinBase(setup.Design, setup.Widths[network]));
        }
    }

    // W diag(R, I), of which only the first columns are there where the base is thin, and c diag(R, I).
    private static OwnStart Rotated(AlignmentFunction core, Tensor axes, bool isThin)
    {
        using var scope = NewDisposeScope();
        Tensor matrix = core switch
        {
            OrthonormalAlignment orthonormal => isThin ? orthonormal.Factor() : orthonormal.Matrix(),
            AffineAlignment affine => affine.Matrix(),
            _ => throw new InvalidOperationException($"{core.GetType().Name} has no matrix that could be rotated."),
        };
        Tensor? shift = core.Parameters.GetValueOrDefault(LinearAlignment.ShiftName);
        Tensor? rotated = shift is null ? null : Rotated(shift.unsqueeze(0), axes).squeeze(0).DetachFromDisposeScope();
        return new OwnStart(Rotated(matrix, axes).DetachFromDisposeScope(), rotated);
    }

    // The first columns turned by the axes, the rest as it is.
    private static Tensor Rotated(Tensor rows, Tensor axes)
    {
        Tensor values = rows.to_type(ScalarType.Float64);
        long turned = axes.size(0), rest = values.size(1) - turned;
        return cat([values.narrow(1, 0, turned).mm(axes), values.narrow(1, turned, rest)], 1);
    }

    public void Dispose()
    {
        foreach (OwnStart start in _starts.Values)
            start.Dispose();
    }
}
