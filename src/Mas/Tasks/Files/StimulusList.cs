using System.Runtime.InteropServices;
using System.Text.Json;

namespace Mas.Tasks.Files;

/// <summary>Vectors that are fed, numbered in the order in which they first come; kept once however often they come.</summary>
internal sealed class StimulusList
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal); // by their bytes, read as text
    private readonly List<float> _values = [];

    /// <summary>Numbers in each; 0 before the first.</summary>
    public int Width { get; private set; }

    /// <summary>Numbers of all.</summary>
    public int Size => _values.Count;

    /// <summary>The number of a vector; null, with what is wrong, where it is none.</summary>
    public int? Add(JsonElement vector, out string? error)
    {
        error = Wrong(vector);
        if (error is not null)
            return null;
        float[] values = [.. vector.EnumerateArray().Select(item => item.GetSingle() + 0f)]; // + 0 makes −0 equal to 0
        string key = MemoryMarshal.Cast<float, char>(values).ToString();
        Width = values.Length;
        if (!_numbers.TryGetValue(key, out int number))
        {
            _numbers.Add(key, number = _numbers.Count);
            _values.AddRange(values);
        }
        return number;
    }

    /// <summary>All of them.</summary>
    /// <param name="first">The id of the first.</param>
    public StimulusTable Table(int first) => new(first, Width, [.. _values]);

    private string? Wrong(JsonElement vector)
    {
        if (vector.ValueKind != JsonValueKind.Array || vector.GetArrayLength() is not (> 0 and int width))
            return "a position is no list of numbers";
        if (Width > 0 && width != Width)
            return Invariant($"a position has {width} numbers, and those before have {Width}; give all the same");
        foreach (JsonElement item in vector.EnumerateArray())
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetSingle(out float value) || !float.IsFinite(value))
                return "a position has a number that is none, or is too large for 32 bits";
        return null;
    }
}
