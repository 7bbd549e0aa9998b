using System.Text.Json;
using Mas.Causal;

namespace Mas.Tasks.Files;

/// <summary>One variable over a whole file: all its values are numbers, or all are labels.</summary>
internal sealed class VariableColumn(string name)
{
    private readonly WordList _labels = new();
    private JsonValueKind _kind = JsonValueKind.Null;
    private int _firstLine;

    public string Name { get; } = name;

    public bool HasValues => _kind != JsonValueKind.Null;

    /// <summary>The value, a label by its number for now; NaN for null. What is wrong with it goes to <paramref name="error"/>.</summary>
    public double Read(JsonElement value, int line, out string? error)
    {
        error = null;
        if (value.ValueKind == JsonValueKind.Null)
            return double.NaN;
        if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
            error = $"a value is {JsonKinds.Of(value)}, where a number, a label or null is wanted";
        else if (HasValues && value.ValueKind != _kind)
        {
            error = $"{value.GetRawText()} is {JsonKinds.Of(value)}, where the variable is {JsonKinds.Of(_kind)} on line {_firstLine}; "
                + "give it values of one kind";
        }
        else if (value.ValueKind == JsonValueKind.String)
            return Label(value.GetString()!, line, ref error);
        else if (value.TryGetDouble(out double number) && double.IsFinite(number))
            return Noted(number + 0.0, JsonValueKind.Number, line); // + 0.0 makes −0 equal to 0
        else
            error = $"{value.GetRawText()} is too large a number; give one that a double can hold";
        return double.NaN;
    }

    public CausalVariable Variable => _kind == JsonValueKind.String ? new(Name, _labels.Ordered) : new(Name);

    /// <summary>[labels] the final number of each label; null where the values are numbers.</summary>
    public int[]? Renumbering()
    {
        string[] ordered = _labels.Ordered;
        return _kind == JsonValueKind.String
            ? _labels.Renumbered(label => Array.BinarySearch(ordered, label, StringComparer.Ordinal)) : null;
    }

    private double Label(string label, int line, ref string? error)
    {
        if (WordList.IsWord(label))
            return Noted(_labels.Add(label), JsonValueKind.String, line);
        error = "a label is empty, longer than 100 characters or has blanks; write it as one word";
        return double.NaN;
    }

    private double Noted(double value, JsonValueKind kind, int line)
    {
        if (!HasValues)
            (_kind, _firstLine) = (kind, line);
        return value;
    }
}
