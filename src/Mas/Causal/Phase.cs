namespace Mas.Causal;

/// <summary>The part of a numeric sequence that an algorithm is in.</summary>
internal enum Phase
{
    /// <summary>Up to the trigger.</summary>
    Demo,

    /// <summary>From the trigger on.</summary>
    Response,
}

/// <summary>The variable that holds the phase, the same in every algorithm of the numeric family.</summary>
internal static class Phases
{
    public static CausalVariable Variable { get; } = new("phase", ["demo", "response"]);
}
