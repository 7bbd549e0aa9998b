namespace Mas.Causal;

/// <summary>A named variable of a causal model.</summary>
/// <param name="Name">Name in the experiment file, such as <c>count</c>.</param>
/// <param name="Labels">Words for the values 0, 1, … ; null where the value is a number.</param>
public sealed record CausalVariable(string Name, IReadOnlyList<string>? Labels = null)
{
    /// <summary>The name for all variables of a causal model at once; no variable is called so.</summary>
    public const string Full = "full";
}
