using System.Text.Json;
using Mas.Causal;
using Mas.Tasks;

namespace Mas.Tests.Tasks;

/// <summary>The rows of <c>Golden/causal</c>; see the README there for their origin.</summary>
internal static class GoldenCausal
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyDictionary<string, string[]> Vocabularies => Read<Dictionary<string, string[]>>("vocabularies.json");

    public static IReadOnlyList<GoldenTrace> Traces =>
        [.. Rows<GoldenTrace>("traces.json", "traces"), .. Rows<GoldenTrace>("traces-up-increment.json", "traces")];

    public static IReadOnlyList<GoldenCounterfactual> Counterfactuals =>
        [.. Rows<GoldenCounterfactual>("counterfactuals.json", "rows"),
            .. Rows<GoldenCounterfactual>("traces-up-increment.json", "counterfactuals")];

    public static GoldenLatents Latents => Read<GoldenLatents>("counterfactual-latents.json");

    public static SequenceTask Task(string name, string tokens = "", string? model = null) =>
        KnownTasks.Named(name, new() { Causal = model, Void = tokens.Contains('U', StringComparison.Ordinal) ? 0.2 : 0 })!;

    /// <summary>A value of the files: a label, a number, or null.</summary>
    public static CausalValue Parse(CausalVariable variable, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => CausalValue.None,
        JsonValueKind.String => new(variable.Labels!.Index().Single(label => label.Item == value.GetString()).Index),
        _ => new(value.GetDouble()),
    };

    /// <summary>Whether two values are equal, numbers to 1e-9.</summary>
    public static bool Agree(CausalValue expected, CausalValue found) =>
        expected.IsNone ? found.IsNone : Math.Abs(expected.Number - found.Number) <= 1e-9;

    private static IEnumerable<T> Rows<T>(string file, string key) =>
        Read<Dictionary<string, JsonElement>>(file)[key].EnumerateArray().Select(row => row.Deserialize<T>(Names)!);

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "causal", file)), Names)!;
}

internal sealed record GoldenTrace(
    string Task, string? Model, int Quantity, string Tokens, Dictionary<string, JsonElement[]> Variables, JsonElement Due, int[] TaskTokens)
{
    /// <summary>The words that are due after each token but the last; null where they are not predictable.</summary>
    public string?[] DueWords => Due.ValueKind == JsonValueKind.String
        ? [.. Due.GetString()!.Split(' ')]
        : [.. Due.EnumerateArray().Select(word => word.GetString())];
}

internal sealed record GoldenCounterfactual(
    bool Stepwise, GoldenPair[] Variables, GoldenPlace Source, GoldenPlace Target, Dictionary<string, JsonElement> ValuesAfter,
    string? Continuation, string Counterfactual, int[] Scored);

internal sealed record GoldenPair(string Source, string Target);

internal sealed record GoldenPlace(
    string Task, string Model, string Tokens, int Position, int? Quantity, Dictionary<string, JsonElement> Values);

internal sealed record GoldenLatents(string Task, string Model, string[] Sequences, GoldenWanted[] Wanted);

internal sealed record GoldenWanted(Dictionary<string, JsonElement> Values, int[][] Candidates);
