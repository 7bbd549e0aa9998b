using System.Text.Json;
using Mas.Causal;

namespace Mas.Tasks.Files;

/// <summary>The keys of one line; everything that is wrong with it is noted, not only the first thing.</summary>
internal sealed class TrialLine(JsonElement root, int line, TrialErrors errors)
{
    private const int MostTokens = 4_096, MostVariables = 16;

    private static readonly string[] Keys = ["tokens", "scored", "variables", "eligible"];
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private bool _failed;

    /// <summary>The sequence, or null with errors noted.</summary>
    /// <param name="columns">The file's variables; the first line that has any decides which they are.</param>
    public RawTrial? Read(WordList words, List<VariableColumn> columns)
    {
        Members();
        if (_failed || Tokens(words) is not { } tokens)
            return null;
        bool[] scored = new bool[tokens.Length];
        foreach (int position in Positions("scored", 1, tokens.Length - 1) ?? [])
            scored[position] = true;
        int lastScored = Array.LastIndexOf(scored, true);
        if (lastScored < 0 && !_failed)
            Fail("scored", "no position is scored, so that nothing can be learned from the sequence; list at least one");
        double[][] values = Variables(tokens.Length, columns);
        int[]? eligible = null;
        if (_members.ContainsKey("eligible"))
            eligible = Positions("eligible", 1, tokens.Length - 2);
        if (eligible is { Length: > 0 } && eligible[^1] >= lastScored && !_failed)
            Fail("eligible", $"no scored position follows position {eligible[^1]}, "
                + "so that an intervention there could not be judged; leave it out");
        return _failed ? null : new(line, tokens, scored, values, eligible);
    }

    private void Members()
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Fail(null, $"the line is {JsonKinds.Of(root)}, where an object with the keys tokens, scored and variables is wanted");
            return;
        }
        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (!Keys.Contains(member.Name))
                Fail(Shown(member.Name), $"there is no such key; the keys are {string.Join(", ", Keys)}");
            else if (!_members.TryAdd(member.Name, member.Value))
                Fail(member.Name, "the key stands twice; leave one out");
        }
        foreach (string key in Keys[..3].Where(key => !_members.ContainsKey(key)))
            Fail(key, "the key is missing; every line has tokens, scored and variables");
    }

    private int[]? Tokens(WordList words)
    {
        JsonElement list = _members["tokens"];
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is < 3 or > MostTokens)
            return Fail("tokens", $"a list of 3 to {MostTokens} words is wanted, from B to E");
        int wrong = list.EnumerateArray().ToList()
            .FindIndex(word => word.ValueKind != JsonValueKind.String || !WordList.IsWord(word.GetString()!));
        if (wrong >= 0)
            return Fail("tokens", $"every token is a text of 1 to {WordList.LongestWord} characters without blanks; the one at position "
                + $"{wrong} is {Shown(list[wrong].GetRawText())}");
        string[] texts = [.. list.EnumerateArray().Select(word => word.GetString()!)];
        if (texts[0] != "B" || texts[^1] != "E" || texts[1..^1].Any(word => word is "B" or "E" or "P"))
            return Fail("tokens", "the first token is B, the last E, and none between is B, E or P, which have meanings of their own");
        return [.. texts.Select(words.Add)];
    }

    private int[]? Positions(string key, int first, int last)
    {
        JsonElement list = _members[key];
        if (list.ValueKind != JsonValueKind.Array)
            return Fail(key, $"the value is {JsonKinds.Of(list)}, where a list of positions is wanted");
        List<int> positions = new(list.GetArrayLength());
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || WholeNumber.Parse(item.GetRawText()) is not long position
                || position < first || position > last)
                return Fail(key, $"{Shown(item.GetRawText())} is no position that can be listed; "
                    + $"give whole numbers from {first} to {last}, where B is at 0");
            if (positions.Count > 0 && position <= positions[^1])
                return Fail(key, $"position {position} follows {positions[^1]}; list positions once and in rising order");
            positions.Add((int)position);
        }
        return [.. positions];
    }

    private double[][] Variables(int tokens, List<VariableColumn> columns)
    {
        JsonElement map = _members["variables"];
        if (map.ValueKind != JsonValueKind.Object)
        {
            Fail("variables", $"the value is {JsonKinds.Of(map)}, where an object from names to lists is wanted");
            return [];
        }
        Dictionary<string, JsonElement> lists = new(StringComparer.Ordinal);
        foreach (JsonProperty member in map.EnumerateObject())
            if (!lists.TryAdd(member.Name, member.Value))
                Fail($"variables.{Shown(member.Name)}", "the variable stands twice; leave one out");
        if (columns.Count == 0)
            columns.AddRange(Named(lists.Keys));
        foreach (string name in lists.Keys.Where(name => columns.Count > 0 && columns.TrueForAll(column => column.Name != name)))
        {
            Fail($"variables.{Shown(name)}", "the lines before have no such variable; "
                + $"every line has the same: {string.Join(", ", columns.Select(column => column.Name))}");
        }
        return [.. columns.Select(column => Column(column, lists, tokens))];
    }

    private IEnumerable<VariableColumn> Named(IReadOnlyCollection<string> names)
    {
        // Once, and not on every line again.
        if (names.FirstOrDefault(MissingWords.Have) is string missing)
            Fail($"variables.{missing}", MissingWords.Reason(missing));
        if (names.Count is > 0 and <= MostVariables && names.All(name => WordList.IsWord(name) && name != CausalVariable.Full))
            return names.Select(name => new VariableColumn(name));
        Fail("variables", $"1 to {MostVariables} variables are wanted, each with a name of one word other than full");
        return [];
    }

    private double[] Column(VariableColumn column, Dictionary<string, JsonElement> lists, int tokens)
    {
        string key = $"variables.{column.Name}";
        if (!lists.TryGetValue(column.Name, out JsonElement list))
            return NoColumn(key, "the variable is missing here; every line has the same variables");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != tokens)
        {
            string found = list.ValueKind == JsonValueKind.Array ? $"a list of {list.GetArrayLength()} values" : JsonKinds.Of(list);
            return NoColumn(key, $"the variable is {found}, where a list with one value for each of the {tokens} tokens is wanted, "
                + "null where it has none");
        }
        double[] values = new double[tokens];
        int t = 0;
        foreach (JsonElement item in list.EnumerateArray())
        {
            values[t] = column.Read(item, line, out string? error);
            if (error is not null)
                return NoColumn(key, $"at position {t}, {error}");
            t++;
        }
        return values;
    }

    private double[] NoColumn(string key, string message)
    {
        Fail(key, message);
        return [];
    }

    private int[]? Fail(string? key, string message)
    {
        _failed = true;
        errors.Add(line, key, message);
        return null;
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

/// <summary>A sequence as it stands on its line, with words and labels numbered as they first came in the file.</summary>
/// <param name="Tokens">[tokens] numbers of words.</param>
/// <param name="Scored">[tokens] true where the token is a task token.</param>
/// <param name="Columns">[variables][tokens] numbers or numbers of labels; NaN where there is no value.</param>
/// <param name="Eligible">Null where the line does not say.</param>
internal sealed record RawTrial(int Line, int[] Tokens, bool[] Scored, double[][] Columns, int[]? Eligible)
{
    public int LastScored => Array.LastIndexOf(Scored, true);

    /// <summary>The positions of interventions: as the line says, else all between the first and the last token that have all their
    /// variables and a task token after them.</summary>
    public int[] EligiblePositions() => Eligible
        ?? [.. Enumerable.Range(1, Math.Max(0, LastScored - 1)).Where(t => Array.TrueForAll(Columns, column => !double.IsNaN(column[t])))];
}
