using System.Text.Json;
using Mas.Causal;

namespace Mas.Tasks.Files;

/// <summary>The keys of one line; everything that is wrong with it is noted, not only the first thing.</summary>
internal sealed class TrialLine(JsonElement root, int line, TrialErrors errors)
{
    private const int MostTokens = 4_096, MostVariables = 16, MostNumbers = 16_000_000;

    private static readonly string[] Keys = ["tokens", "scored", "variables", "eligible", "features", "labels"];
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private bool _failed;

    /// <summary>The sequence, or null with errors noted.</summary>
    /// <param name="notes">Of the lines before; what this one adds is noted there.</param>
    public RawTrial? Read(TrialNotes notes)
    {
        Members();
        if (_failed || !IsLikeOthers(notes) || (HasVectors ? Vectors(notes.Stimuli) : Tokens(notes.Words)) is not { } fed)
            return null;
        // Behind the vectors stands E.
        int tokens = HasVectors ? fed.Length + 1 : fed.Length, first = HasVectors ? 0 : 1;
        int[]? labels = HasLabels ? Labels(fed.Length, tokens, notes.Labels) : null;
        bool[] scored = labels is null ? Scored(tokens) : Array.ConvertAll(labels, label => label >= 0);
        int lastScored = Array.LastIndexOf(scored, true);
        double[][] values = Variables(fed.Length, notes.Columns);
        int[]? eligible = null;
        if (_members.ContainsKey("eligible"))
            eligible = Positions("eligible", first, tokens - 2);
        if (eligible is { Length: > 0 } && eligible[^1] >= lastScored && !_failed)
            Fail("eligible", $"no {(HasLabels ? "label stands at or after" : "scored position follows")} position {eligible[^1]}, "
                + "so that an intervention there could not be judged; leave it out");
        return _failed ? null : new(line, fed, scored, values, eligible) { Labels = labels, FirstPosition = first };
    }

    private bool HasVectors => _members.ContainsKey("features");

    private bool HasLabels => _members.ContainsKey("labels");

    private bool IsLikeOthers(TrialNotes notes)
    {
        if (notes.IsLike(HasVectors, HasLabels))
            return true;
        string Named((bool HasVectors, bool HasLabels) form) =>
            $"{(form.HasVectors ? "features" : "tokens")} and {(form.HasLabels ? "labels" : "scored")}";
        Fail(null, $"the line has {Named((HasVectors, HasLabels))}, and the lines before have {Named(notes.Form)}; "
            + "give all lines the same");
        return false;
    }

    private bool[] Scored(int tokens)
    {
        bool[] scored = new bool[tokens];
        foreach (int position in Positions("scored", 1, tokens - 1) ?? [])
            scored[position] = true;
        if (!scored.Contains(true) && !_failed)
            Fail("scored", "no position is scored, so that nothing can be learned from the sequence; list at least one");
        return scored;
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
        string[] wanted = [HasVectors ? "features" : "tokens", HasVectors || HasLabels ? "labels" : "scored", "variables"];
        foreach (string key in wanted.Where(key => !_members.ContainsKey(key)))
            Fail(key, $"the key is missing; every line has {wanted[0]}, {wanted[1]} and variables");
        foreach (string key in Keys[..2].Except(wanted).Where(_members.ContainsKey))
            Fail(key, $"the key stands beside {(key == "tokens" ? "features" : "labels")}, which says the same; leave it out");
    }

    private int[]? Vectors(StimulusList stimuli)
    {
        JsonElement list = _members["features"];
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is < 1 or > MostTokens)
            return Fail("features", $"a list of 1 to {MostTokens} positions is wanted, each a list of numbers");
        List<int> numbers = new(list.GetArrayLength());
        foreach (JsonElement vector in list.EnumerateArray())
        {
            if (stimuli.Add(vector, out string? error) is not int number)
                return Fail("features", $"{error} (position {numbers.Count})");
            numbers.Add(number);
        }
        return stimuli.Size <= MostNumbers ? [.. numbers] : Fail("features",
            $"up to here the file has more than {MostNumbers} different numbers; give fewer or shorter sequences");
    }

    // What is due in the place of each token, at the position before; −1 where nothing is.
    private int[] Labels(int positions, int tokens, WordList words)
    {
        int[] labels = new int[tokens];
        Array.Fill(labels, -1);
        JsonElement list = _members["labels"];
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != positions)
        {
            Fail("labels", $"a list with one label for each of the {positions} positions is wanted, null where none is due");
            return labels;
        }
        foreach ((int position, JsonElement label) in list.EnumerateArray().Index().Where(one => one.Item.ValueKind != JsonValueKind.Null))
        {
            if (label.ValueKind != JsonValueKind.String || !WordList.IsWord(label.GetString()!) || label.GetString() is "B" or "E" or "P")
                Fail("labels", $"a label is a text of 1 to {WordList.LongestWord} characters without blanks, and not B, E or P; the one at "
                    + $"position {position} is {Shown(label.GetRawText())}");
            else if (position + 1 == tokens)
                Fail("labels", $"position {position} is that of E, where nothing can be due; write null");
            else
                labels[position + 1] = words.Add(label.GetString()!);
        }
        if (!Array.Exists(labels, label => label >= 0) && !_failed)
            Fail("labels", "nothing is due at any position, so that nothing can be learned from the sequence; give at least one label");
        return labels;
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

    private double[][] Variables(int positions, List<VariableColumn> columns)
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
        return [.. columns.Select(column => Column(column, lists, positions))];
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

    private double[] Column(VariableColumn column, Dictionary<string, JsonElement> lists, int positions)
    {
        string key = $"variables.{column.Name}";
        if (!lists.TryGetValue(column.Name, out JsonElement list))
            return NoColumn(key, "the variable is missing here; every line has the same variables");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != positions)
        {
            string found = list.ValueKind == JsonValueKind.Array ? $"a list of {list.GetArrayLength()} values" : JsonKinds.Of(list);
            return NoColumn(key, $"the variable is {found}, where a list with one value for each of the {positions} "
                + $"{(HasVectors ? "positions" : "tokens")} is wanted, null where it has none");
        }
        double[] values = new double[positions];
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
/// <param name="Fed">[positions] numbers of words, or of vectors.</param>
/// <param name="Scored">[tokens] true where the token is a task token; behind vectors one token more stands than positions.</param>
/// <param name="Columns">[variables][positions] numbers or numbers of labels; NaN where there is no value.</param>
/// <param name="Eligible">Null where the line does not say.</param>
internal sealed record RawTrial(int Line, int[] Fed, bool[] Scored, double[][] Columns, int[]? Eligible)
{
    /// <summary>[tokens] numbers of labels, −1 for none; null where the tokens are predicted.</summary>
    public int[]? Labels { get; init; }

    /// <summary>The first position that may have variables.</summary>
    public int FirstPosition { get; init; } = 1;

    public int LastScored => Array.LastIndexOf(Scored, true);

    /// <summary>The positions of interventions: as the line says, else all from the first on, before the last token, that have all their
    /// variables and a task token after them.</summary>
    public int[] EligiblePositions() => Eligible
        ?? [.. Enumerable.Range(FirstPosition, Math.Max(0, LastScored - FirstPosition))
            .Where(t => Array.TrueForAll(Columns, column => !double.IsNaN(column[t])))];
}
