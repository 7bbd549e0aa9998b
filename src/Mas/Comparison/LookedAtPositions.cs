using Mas.Interchange;

namespace Mas.Comparison;

/// <summary>The positions of recorded activity that interventions look at.</summary>
/// <param name="pools">[networks]</param>
internal sealed class LookedAtPositions(IReadOnlyList<RecordedPool> pools)
{
    private readonly SortedSet<int>[] _positions = [.. pools.Select(_ => new SortedSet<int>())];

    /// <summary>Rising, of one network.</summary>
    public int[] Of(int network) => [.. _positions[network]];

    /// <summary>Adds what these interventions of each route look at.</summary>
    /// <param name="drawn">[routes]</param>
    public void Add(IReadOnlyList<Route> routes, IReadOnlyList<Intervention>[] drawn)
    {
        foreach ((Route route, IReadOnlyList<Intervention> interventions) in routes.Zip(drawn))
            foreach (Intervention one in interventions)
                Add(route, one);
    }

    private void Add(Route route, Intervention one)
    {
        int length = one.TargetPosition - one.FirstPosition + 1;
        AddRun(route.Target, one.TargetSequence, one.TargetPosition);
        if (Correspondence.IsPositionwise(pools[route.Source].Sequences, pools[route.Target].Sequences))
            AddRun(route.Source, one.TargetSequence, one.TargetPosition); // the identity control reads there
        foreach (Donor donor in one.Donors)
            AddRun(route.Source, donor.Sequence, donor.Position);

        void AddRun(int network, int sequence, int last)
        {
            int end = pools[network].Rows.Offsets[sequence] + last;
            for (int position = end - length + 1; position <= end; position++)
                _positions[network].Add(position);
        }
    }
}
