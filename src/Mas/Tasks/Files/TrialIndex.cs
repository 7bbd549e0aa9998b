using System.Runtime.InteropServices;
using Mas.Causal;

namespace Mas.Tasks.Files;

/// <summary>Finds recorded sequences by their tokens, and places in them by the values of all variables, without a search.</summary>
internal sealed class TrialIndex
{
    // Keys are the bytes of token ids or of values, read as text: a text can be looked up by a span, without making it.
    private readonly Dictionary<string, Trial> _byTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(Trial Trial, int Position)>> _byValues = new(StringComparer.Ordinal);

    /// <exception cref="InputException">Two lines have the same tokens, but not the same of the rest.</exception>
    public TrialIndex(IEnumerable<Trial> trials, string path)
    {
        TrialErrors errors = new(path);
        foreach (Trial trial in trials)
        {
            string key = MemoryMarshal.Cast<int, char>(trial.Tokens).ToString();
            string fed = trial.FirstPosition == 0 ? "vectors" : "tokens", due = trial.Labels is null ? "scored" : "labels";
            if (!_byTokens.TryAdd(key, trial) && !_byTokens[key].SaysTheSame(trial))
                errors.Add(trial.Line, null, $"the {fed} are those of line {_byTokens[key].Line}, "
                    + $"but {due}, variables or eligible are not; {fed} must decide them");
            AddPlaces(trial);
        }
        errors.ThrowIfAny();
    }

    /// <summary>The sequence of these tokens, or null.</summary>
    public Trial? WithTokens(ReadOnlySpan<int> tokens) =>
        _byTokens.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(MemoryMarshal.Cast<int, char>(tokens), out Trial? trial)
            ? trial : null;

    /// <summary>All places before the last token, and after <c>B</c>, whose variables have these values, and that a task token
    /// follows.</summary>
    public IReadOnlyList<(Trial Trial, int Position)> WithValues(ReadOnlySpan<CausalValue> values)
    {
        Span<double> numbers = stackalloc double[values.Length];
        var lookup = _byValues.GetAlternateLookup<ReadOnlySpan<char>>();
        return lookup.TryGetValue(Key(values, numbers), out List<(Trial, int)>? places) ? places : [];
    }

    private void AddPlaces(Trial trial)
    {
        var lookup = _byValues.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<double> numbers = stackalloc double[trial.ValuesAt(0).Length];
        for (int t = trial.FirstPosition; t < Array.LastIndexOf(trial.Scored, true); t++)
        {
            ReadOnlySpan<char> key = Key(trial.ValuesAt(t), numbers);
            if (!lookup.TryGetValue(key, out List<(Trial, int)>? places))
                lookup[key] = places = [];
            places.Add((trial, t));
        }
    }

    private static ReadOnlySpan<char> Key(ReadOnlySpan<CausalValue> values, Span<double> numbers)
    {
        for (int v = 0; v < values.Length; v++)
            numbers[v] = values[v].IsNone ? double.NaN : values[v].Number + 0.0; // one NaN, and no −0
        return MemoryMarshal.Cast<double, char>(numbers);
    }
}
