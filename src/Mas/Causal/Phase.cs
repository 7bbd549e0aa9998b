namespace Mas.Causal;

/// <summary>The part of a numeric sequence that an algorithm is in: up to the trigger, or from it on.</summary>
internal enum Phase
{
    Demo,
    Response,
}

/// <summary>What a count of objects means in each phase: raw in the demo phase, transformed by g in the response phase.</summary>
internal sealed class PhaseCounts(Func<int, int> respond, int largestQuantity)
{
    /// <summary>The variable that holds the phase, the same in every algorithm of the numeric family.</summary>
    public static CausalVariable PhaseVariable { get; } = new("phase", ["demo", "response"]);

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
