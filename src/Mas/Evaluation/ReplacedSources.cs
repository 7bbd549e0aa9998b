using Mas.Interchange;
using Mas.Networks;

namespace Mas.Evaluation;

/// <summary>A control that reads something in the place of every source's natural activity, with the learned maps.</summary>
/// <param name="Control">Its name.</param>
/// <param name="Sources">[networks] over the test pools.</param>
internal sealed record ReplacedSources(string Control, IReadOnlyList<Activity> Sources) : IDisposable
{
    /// <summary>Of the interventions of a route those whose every read position has something in its place, by index.</summary>
    /// <param name="offsets">Of the source's pool.</param>
    public int[] Kept(int source, IReadOnlyList<Intervention> interventions, int[] offsets)
    {
        int[] all = [.. Enumerable.Range(0, interventions.Count)];
        return Sources[source] is not MeanLatents means ? all
            : Array.FindAll(all, i => ReadBy(interventions[i], offsets).All(means.Has));
    }

    /// <summary>Flat positions at which an intervention reads its sources.</summary>
    public static IEnumerable<int> ReadBy(Intervention one, int[] offsets) => one.Donors.SelectMany(donor => Enumerable.Range(
        offsets[donor.Sequence] + donor.Position - (one.TargetPosition - one.FirstPosition), one.TargetPosition - one.FirstPosition + 1));

    public void Dispose()
    {
        foreach (Activity source in Sources)
            source.Dispose();
    }
}
