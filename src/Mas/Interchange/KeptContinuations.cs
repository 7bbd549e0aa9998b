using Mas.Networks;

namespace Mas.Interchange;

/// <summary>What the continuations of one route's interventions bring to the target's site. No alignment changes it: it is computed once
/// for all methods, sizes, seeds and steps, when a step first asks for it, in passes that do not depend on the steps.</summary>
/// <param name="target">The target's natural activity; it stays its owner's and must outlive this.</param>
/// <param name="mostBytes">What may be kept; nothing is where it takes more.</param>
internal sealed class KeptContinuations(
    RunnableActivity target, TokenRows pool, IReadOnlyList<Intervention> interventions, long mostBytes) : IDisposable
{
    /// <summary>Bytes that a run keeps at most, over all routes: an eighth of a small machine's 4 GiB. Steps compute what does not
    /// fit.</summary>
    public const long MostBytes = 512L << 20;

    private const int RowsPerPass = 256; // as many as a pass of an evaluation

    private readonly Lazy<(Tensor Streams, int[] Offsets)?> _kept = new(() => Compute(target, pool, interventions, mostBytes));

    /// <summary>Those of some interventions, one behind the other, [fed, width]; null where they are not kept.</summary>
    /// <param name="indices">Into the route's interventions.</param>
    public Tensor? Of(int[] indices)
    {
        if (_kept.Value is not (Tensor streams, int[] offsets))
            return null;
        return streams.Rows((int[])[.. indices.SelectMany(i => Enumerable.Range(offsets[i], offsets[i + 1] - offsets[i]))]);
    }

    private static (Tensor Streams, int[] Offsets)? Compute(
        RunnableActivity target, TokenRows pool, IReadOnlyList<Intervention> interventions, long mostBytes)
    {
        if (target.Continuations is not { } run)
            return null;
        TargetRows[] parts = [.. interventions.Chunk(RowsPerPass).Select(part => TargetBatch.RowsOf(part, pool.Offsets))];
        int[] offsets = [0, .. parts.SelectMany(rows => Enumerable.Range(0, rows.Count).Select(row => rows.Continuations.Length(row) - 1))];
        for (int i = 1; i < offsets.Length; i++)
            offsets[i] += offsets[i - 1];
        if ((long)offsets[^1] * target.Width * sizeof(float) > mostBytes)
            return null;
        using var frozen = no_grad();
        Tensor? all = null;
        for (int part = 0, done = 0; part < parts.Length; part++)
        {
            using var scope = NewDisposeScope();
            Tensor own = run(parts[part]);
            all ??= Device.Of(own).Empty(offsets[^1], target.Width).DetachFromDisposeScope();
            all.narrow(0, done, own.size(0)).copy_(own);
            done += (int)own.size(0);
        }
        return all is null ? null : (all, offsets);
    }

    public void Dispose()
    {
        if (_kept.IsValueCreated && _kept.Value is (Tensor streams, _))
            streams.Dispose();
    }
}
