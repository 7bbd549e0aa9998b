using System.Text.Json;
using Mas.Causal;
using Mas.Tasks;

namespace Mas.Tests.Tasks;

/// <summary>Rows of <c>Golden/causal</c> that the causal model up-down can answer; see the README there for their origin.</summary>
internal static class GoldenCausal
{
    private const string Model = "up-down";
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyDictionary<string, string[]> Vocabularies => Read<Dictionary<string, string[]>>("vocabularies.json");

    // Arithmetic rows have another shape, so rows are told apart before they are read.
    public static IReadOnlyList<GoldenTrace> Traces =>
        [.. Rows("traces.json", "traces").Where(HasModel).Select(row => row.Deserialize<GoldenTrace>(Names)!)];

    public static IReadOnlyList<GoldenCounterfactual> Counterfactuals =>
        [.. Rows("counterfactuals.json", "rows")
            .Where(row => HasModel(row.GetProperty("source")) && HasModel(row.GetProperty("target")))
            .Select(row => row.Deserialize<GoldenCounterfactual>(Names)!)];

    public static SequenceTask Task(string name, string tokens = "") =>
        KnownTasks.Named(name, new() { Void = tokens.Contains('U', StringComparison.Ordinal) ? 0.2 : 0 })!;

    /// <summary>A value as the files write it: the label, or the number.</summary>
    public static string Print(CausalVariable variable, CausalValue value) =>
        variable.Labels is { } labels ? labels[(int)value.Number] : FormattableString.Invariant($"{value.Number}");

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "causal", file)), Names)!;

    private static JsonElement[] Rows(string file, string key) => Read<Dictionary<string, JsonElement[]>>(file)[key];

    private static bool HasModel(JsonElement place) => place.TryGetProperty("model", out JsonElement model) && model.GetString() == Model;
}

internal sealed record GoldenTrace(
    string Task, int Quantity, string Tokens, Dictionary<string, JsonElement[]> Variables, string Due, int[] TaskTokens);

internal sealed record GoldenCounterfactual(
    bool Stepwise, GoldenPair[] Variables, GoldenPlace Source, GoldenPlace Target, Dictionary<string, JsonElement> ValuesAfter,
    string? Continuation, string Counterfactual, int[] Scored);

internal sealed record GoldenPair(string Source, string Target);

internal sealed record GoldenPlace(string Task, string Tokens, int Position, int Quantity, Dictionary<string, JsonElement> Values);
