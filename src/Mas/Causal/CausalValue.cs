namespace Mas.Causal;

/// <summary>The value of a causal variable as it is exchanged between networks, whose causal models may differ.</summary>
/// <param name="Number">The value; for a variable with labels the index of its label.</param>
/// <param name="IsRaw">A demonstration count, which the task's response rule g has not yet been applied to. It travels with the number
/// because the number alone does not say which of the two it is.</param>
public readonly record struct CausalValue(double Number, bool IsRaw = false)
{
    /// <summary>The variable has no value at this position.</summary>
    public static CausalValue None { get; } = new(double.NaN);

    /// <summary>Whether the variable has no value.</summary>
    public bool IsNone => double.IsNaN(Number);

    /// <summary>The value where it is a whole number from <paramref name="smallest"/> to <paramref name="largest"/>, else null.</summary>
    public int? Whole(int smallest, int largest) =>
        double.IsInteger(Number) && Number >= smallest && Number <= largest ? (int)Number : null;
}

/// <summary>An instruction to a causal model: its variable <paramref name="Variable"/> takes <paramref name="Value"/>.</summary>
/// <param name="Variable">Index among the variables of the model that is overwritten.</param>
/// <param name="Value">Value that the source's causal model had.</param>
public readonly record struct Overwrite(int Variable, CausalValue Value);

/// <summary>A named variable of a causal model.</summary>
/// <param name="Name">Name in the experiment file, such as <c>count</c>.</param>
/// <param name="Labels">Words for the values 0, 1, … ; null where the value is a number.</param>
public sealed record CausalVariable(string Name, IReadOnlyList<string>? Labels = null)
{
    /// <summary>The name for all variables of a causal model at once; no variable is called so.</summary>
    public const string Full = "full";
}
