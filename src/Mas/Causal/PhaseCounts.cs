namespace Mas.Causal;

/// <summary>What a count of objects means in each phase: raw in the demo phase, transformed by g in the response phase.</summary>
internal sealed class PhaseCounts(Func<int, int> respond, int largestQuantity)
{
    /// <summary>Largest g(quantity).</summary>
    public int LargestResponse { get; } = Enumerable.Range(0, largestQuantity + 1).Max(respond);

    /// <summary>g.</summary>
    public int Respond(int count) => respond(count);

    /// <summary>The count after it was written in this phase, or null where no natural count of the phase is like it.</summary>
    public int? Landed(Phase phase, CausalValue count)
    {
        if (phase == Phase.Demo || !count.IsRaw)
            return count.Whole(0, phase == Phase.Demo ? largestQuantity : LargestResponse);
        return count.Whole(0, largestQuantity) is int raw ? respond(raw) : null;
    }
}
