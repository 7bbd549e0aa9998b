namespace Mas.Causal;

/// <summary>A causal model of a task over pairs of vectors that are equal or not: two Boolean variables, computed from which pairs are
/// equal, and the label computed from the variables alone.</summary>
/// <remarks>Hierarchical equality is the task of Geiger et al. 2023. Some input reaches each of the four states of the variables, in all
/// three models, so that no overwriting is inadmissible.</remarks>
/// <param name="Name">In the experiment file, as are those of the variables.</param>
/// <param name="Read">[pairs] which pairs are equal, to the variables.</param>
/// <param name="Label">The variables, to the label.</param>
internal sealed record PairModel(
    string Name, string First, string Second, Func<bool[], (bool First, bool Second)> Read, Func<bool, bool, bool> Label)
{
    /// <summary>Words for the values 0 and 1, of variables and of the label.</summary>
    public static IReadOnlyList<string> Words { get; } = ["no", "yes"];

    /// <summary>Of two pairs, the label is whether both are equal or both are not.</summary>
    public static PairModel HierarchicalEquality { get; } = new(
        "hierarchical-equality", "left_equal", "right_equal", pairs => (pairs[0], pairs[1]), (left, right) => left == right);

    /// <summary>Of three pairs, (p1 ∧ p2) ∨ (p2 ∧ p3) by way of the two conjunctions.</summary>
    public static PairModel AndOrAnd { get; } = new(
        "and-or-and", "p1_and_p2", "p2_and_p3", pairs => (pairs[0] && pairs[1], pairs[1] && pairs[2]), (left, right) => left || right);

    /// <summary>The same label by way of p2 ∧ (p1 ∨ p3).</summary>
    public static PairModel AndOr { get; } = new(
        "and-or", "p2", "p1_or_p3", pairs => (pairs[1], pairs[0] || pairs[2]), (middle, sides) => middle && sides);

    /// <summary>The variables, with the labels <c>no</c> and <c>yes</c>.</summary>
    public IReadOnlyList<CausalVariable> Variables { get; } = [new(First, Words), new(Second, Words)];

    /// <summary>[variables] their values for an input.</summary>
    public CausalValue[] Values(bool[] pairs)
    {
        (bool first, bool second) = Read(pairs);
        return [new(first ? 1 : 0), new(second ? 1 : 0)];
    }

    /// <summary>[variables] the values with <paramref name="overwrites"/> over them; null where one is neither 0 nor 1.</summary>
    public static CausalValue[]? Overwritten(CausalValue[] values, ReadOnlySpan<Overwrite> overwrites)
    {
        CausalValue[] all = [.. values];
        foreach (Overwrite overwrite in overwrites)
            all[overwrite.Variable] = overwrite.Value;
        return Array.TrueForAll(all, value => value.Whole(0, 1) is not null) ? all : null;
    }

    /// <summary>The label of these values.</summary>
    public bool LabelOf(CausalValue[] values) => Label(values[0].Number == 1, values[1].Number == 1);
}
