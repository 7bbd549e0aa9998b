using Mas.Networks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Interchange;

/// <summary>All interventions into one network: its prepared targets, and where each row's source latent stands.</summary>
public sealed class TargetGroup : IDisposable
{
    private readonly IReadOnlyList<Recording> _recordings;
    private readonly int[][] _sourcePositions; // [route in group][intervention] flat position in the source's pool
    private readonly int[] _firstRow;          // [route in group] where its rows begin in the prepared targets

    internal TargetGroup(
        int network, IReadOnlyList<Recording> recordings, IReadOnlyList<TokenRows> pools, IReadOnlyList<Route> routes,
        IReadOnlyList<int> members, IReadOnlyList<IReadOnlyList<Intervention>> interventions)
    {
        Network = network;
        Members = members;
        _recordings = recordings;
        _sourcePositions = new int[members.Count][];
        _firstRow = new int[members.Count];
        var rows = new List<Intervention>();
        for (int m = 0; m < members.Count; m++)
        {
            IReadOnlyList<Intervention> own = interventions[members[m]];
            int[] offsets = pools[routes[members[m]].Source].Offsets;
            _firstRow[m] = rows.Count;
            _sourcePositions[m] = [.. own.Select(i => offsets[i.SourceSequence] + i.SourcePosition)];
            rows.AddRange(own);
        }
        int[] targetOffsets = pools[network].Offsets;
        Prepared = recordings[network].Prepare(
            [.. rows.Select(row => targetOffsets[row.TargetSequence] + row.TargetPosition)],
            TokenRows.From([.. rows.Select(row => row.Continuation)]),
            [.. rows.SelectMany(row => row.Scored)]);
    }

    /// <summary>Index of the target network.</summary>
    public int Network { get; }

    /// <summary>Indices of the routes that end here.</summary>
    public IReadOnlyList<int> Members { get; }

    /// <summary>The rows of all members, one member behind the other.</summary>
    public PreparedTargets Prepared { get; }

    /// <summary>Natural latents of the sources, [interventions, source width].</summary>
    /// <param name="member">Index into <see cref="Members"/>.</param>
    /// <param name="source">Index of the source network.</param>
    /// <param name="interventions">Which of the route's interventions.</param>
    public Tensor SourceLatents(int member, int source, ReadOnlySpan<int> interventions)
    {
        var positions = new int[interventions.Length];
        for (int i = 0; i < positions.Length; i++)
            positions[i] = _sourcePositions[member][interventions[i]];
        using Tensor index = Indices.ToTensor(positions);
        return _recordings[source].Latents.index_select(0, index);
    }

    /// <summary>Rows of <see cref="Prepared"/> that hold these interventions of a member.</summary>
    public int[] Rows(int member, ReadOnlySpan<int> interventions)
    {
        var rows = new int[interventions.Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = _firstRow[member] + interventions[i];
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => Prepared.Dispose();
}
