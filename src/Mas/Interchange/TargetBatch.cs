using Mas.Networks;

namespace Mas.Interchange;

/// <summary>One route's share of a <see cref="TargetBatch"/>.</summary>
/// <param name="Indices">Which of the route's they are.</param>
/// <param name="FirstRow">Where its rows begin.</param>
/// <param name="FirstEntry">Where its intervened positions begin.</param>
internal sealed record BatchMember(int Route, IReadOnlyList<Intervention> Interventions, int[] Indices, int FirstRow, int FirstEntry)
{
    public int Rows => Interventions.Count;

    public int Entries { get; } = Interventions.Sum(one => one.TargetPosition - one.FirstPosition + 1);
}

/// <summary>The interventions of a batch that end in one network, route by route. Those that the network is run for come first, so that the
/// others never reach it.</summary>
internal sealed class TargetBatch
{
    public TargetBatch(InterchangeData data, int network, IReadOnlyList<int> routes, IReadOnlyList<int[]> batch)
    {
        Network = network;
        var members = new List<BatchMember>();
        int rows = 0, entries = 0;
        foreach (int route in routes.Where(route => batch[route].Length > 0).OrderBy(route => data.Routes[route].Behaviour ? 0 : 1))
        {
            Intervention[] own = [.. batch[route].Select(index => data.Interventions[route][index])];
            var member = new BatchMember(route, own, batch[route], rows, entries);
            members.Add(member);
            rows += member.Rows;
            entries += member.Entries;
        }
        Members = members;
        Entries = entries;
        RunRows = members.Where(member => data.Routes[member.Route].Behaviour).Sum(member => member.Rows);
        Intervention[] all = [.. members.SelectMany(member => member.Interventions)];
        Rows = RowsOf(all, data.Pools[network].Offsets);
        Scored = [.. all.SelectMany(one => one.Scored)];
        if (Array.Exists(all, one => one.Earlier is not null))
            Earlier = Array.ConvertAll(all, one => one.Earlier);
        if (Array.Exists(all, one => one.Labels is not null))
            Labels = [.. all.SelectMany(one => one.Labels ?? one.Continuation)];
    }

    public int Network { get; }

    public IReadOnlyList<BatchMember> Members { get; }

    /// <summary>Rows that the network is run for: the first ones.</summary>
    public int RunRows { get; }

    /// <summary>Intervened positions of all rows.</summary>
    public int Entries { get; }

    public TargetRows Rows { get; }

    /// <summary>Like the continuations' tokens: whether the prediction of that token is scored.</summary>
    public bool[] Scored { get; }

    /// <summary>Like the continuations' tokens: what should be predicted in their place; null where it is the tokens
    /// themselves.</summary>
    public int[]? Labels { get; }

    /// <summary>[rows] what is scored before each row's last entry; null where nothing is.</summary>
    public (int[] Steps, int[] Labels)?[]? Earlier { get; }

    /// <summary>What is kept of the continuations of the rows that the network is run for; null where that is not all.</summary>
    public Tensor? Continuations(InterchangeData data)
    {
        if (data.Continuations.Count == 0)
            return null;
        IEnumerable<BatchMember> running = Members.Where(member => member.FirstRow < RunRows);
        Tensor?[] parts = [.. running.Select(member => data.Continuations[member.Route]?.Of(member.Indices))];
        return parts.Contains(null) ? null : cat(parts!, 0);
    }

    /// <summary>[entries] flat position, in the pool of <paramref name="offsets"/>, at which a donor is read for each entry that it
    /// writes.</summary>
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

    /// <summary>One row for each intervention.</summary>
    /// <param name="offsets">Of the target's pool.</param>
    public static TargetRows RowsOf(Intervention[] interventions, int[] offsets) => new(
        Array.ConvertAll(interventions, one => offsets[one.TargetSequence] + one.FirstPosition),
        Array.ConvertAll(interventions, one => offsets[one.TargetSequence] + one.TargetPosition),
        TokenRows.From(Array.ConvertAll(interventions, one => one.Continuation)));
}
