using Mas.Networks;
using Mas.Tensors;

namespace Mas.Interchange;

/// <summary>One route's share of a <see cref="TargetBatch"/>.</summary>
/// <param name="Route">Index of the route.</param>
/// <param name="Interventions">Those of the batch.</param>
/// <param name="FirstRow">Where its rows begin.</param>
/// <param name="FirstEntry">Where its intervened positions begin.</param>
internal sealed record BatchMember(int Route, IReadOnlyList<Intervention> Interventions, int FirstRow, int FirstEntry)
{
    public int Rows => Interventions.Count;

    public int Entries { get; } = Interventions.Sum(one => one.TargetPosition - one.FirstPosition + 1);
}

/// <summary>
/// The interventions of a batch that end in one network, route by route. Those that the network is run for come first, so
/// that the others never reach it.
/// </summary>
internal sealed class TargetBatch
{
    public TargetBatch(InterchangeData data, int network, IReadOnlyList<int> routes, IReadOnlyList<int[]> batch)
    {
        Network = network;
        var members = new List<BatchMember>();
        int rows = 0, entries = 0;
        foreach (int route in routes.Where(route => batch[route].Length > 0).OrderBy(route => data.Routes[route].Behaviour ? 0 : 1))
        {
            var member = new BatchMember(route, [.. batch[route].Select(index => data.Interventions[route][index])], rows, entries);
            members.Add(member);
            rows += member.Rows;
            entries += member.Entries;
        }
        Members = members;
        Entries = entries;
        RunRows = members.Where(member => data.Routes[member.Route].Behaviour).Sum(member => member.Rows);
        Rows = ToRows(data.Pools[network].Offsets);
    }

    /// <summary>Index of the target network.</summary>
    public int Network { get; }

    public IReadOnlyList<BatchMember> Members { get; }

    /// <summary>Rows that the network is run for: the first ones.</summary>
    public int RunRows { get; }

    /// <summary>Intervened positions of all rows.</summary>
    public int Entries { get; }

    /// <summary>All rows.</summary>
    public TargetRows Rows { get; }

    /// <summary>The rows that the network is run for.</summary>
    public TargetRows Running => RunRows == Rows.Count ? Rows : new(
        Rows.First[..RunRows], Rows.Last[..RunRows],
        new TokenRows(Rows.Continuations.Tokens, Rows.Continuations.Offsets[..(RunRows + 1)]), Rows.Scored);

    /// <summary>[entries] flat position, in the pool of <paramref name="offsets"/>, at which a donor is read for each entry that it writes.</summary>
    public static void ReadPositions(BatchMember member, int[] offsets, List<int> positions, List<int> entries, List<int> subspaces)
    {
        int entry = member.FirstEntry;
        foreach (Intervention one in member.Interventions)
        {
            int length = one.TargetPosition - one.FirstPosition + 1;
            foreach (Donor donor in one.Donors)
            {
                int last = offsets[donor.Sequence] + donor.Position;
                for (int i = 0; i < length; i++)
                {
                    positions.Add(last - length + 1 + i);
                    entries.Add(entry + i);
                    subspaces.Add(donor.Subspace);
                }
            }
            entry += length;
        }
    }

    private TargetRows ToRows(int[] offsets)
    {
        Intervention[] all = [.. Members.SelectMany(member => member.Interventions)];
        return new TargetRows(
            Array.ConvertAll(all, one => offsets[one.TargetSequence] + one.FirstPosition),
            Array.ConvertAll(all, one => offsets[one.TargetSequence] + one.TargetPosition),
            TokenRows.From(Array.ConvertAll(all, one => one.Continuation)),
            [.. all.SelectMany(one => one.Scored)]);
    }
}
