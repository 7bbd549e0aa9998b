namespace Mas.Networks.Recordings;

/// <summary>Which units are kept: those that are listed, and of these the ones for which every condition holds.</summary>
/// <param name="Units">Numbers of units from 0, or their names; empty for all.</param>
/// <param name="Conditions">On columns with a value for each unit.</param>
internal sealed record UnitFilter(ValueList<string> Units, ValueList<UnitCondition> Conditions)
{
    /// <summary>Conditions as text, such as <c>quality == good and depth &lt; 800</c>.</summary>
    /// <exception cref="InputException">It is no condition.</exception>
    public static UnitFilter Parse(string text) => new([], [.. text.Split(" and ").Select(UnitCondition.Parse)]);
}

/// <summary>A comparison of a column of units with a value.</summary>
/// <param name="Column">Its name in the table of units, or the name or path of an array [unit].</param>
/// <param name="Comparison">One of <c>==, !=, &gt;=, &lt;=, &gt;, &lt;</c>.</param>
internal sealed record UnitCondition(string Column, string Comparison, string Value)
{
    // The longer ones first: '>' begins '>='.
    private static readonly string[] s_comparisons = ["==", "!=", ">=", "<=", ">", "<"];

    public static UnitCondition Parse(string text)
    {
        foreach (string comparison in s_comparisons)
            if (text.Split(comparison, 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } column, { Length: > 0 } value])
                return new(column, comparison, value.Trim('\'', '"'));
        throw new InputException(
            $"'{text}' is no condition on units; wanted is a column, one of {string.Join(' ', s_comparisons)}, and a value, such as "
            + "'quality == good'");
    }

    /// <summary>Whether it holds for a unit.</summary>
    /// <param name="text">The unit's value in the column, in words.</param>
    /// <param name="number">The same as a number; null for a text.</param>
    public bool Holds(string text, double? number)
    {
        if (number is double left && double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double right))
            return Compare(left.CompareTo(right));
        return Comparison switch
        {
            "==" => text == Value,
            "!=" => text != Value,
            _ => throw new InputException(
                $"the condition {this} on units compares '{text}' with '{Value}'; {Comparison} is for numbers, == and != also for texts"),
        };
    }

    public override string ToString() => $"'{Column} {Comparison} {Value}'";

    private bool Compare(int order) => Comparison switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        ">=" => order >= 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order < 0,
    };
}
