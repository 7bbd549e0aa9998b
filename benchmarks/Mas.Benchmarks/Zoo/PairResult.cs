using System.Text.Json;

namespace Mas.Benchmarks.Zoo;

/// <summary>What one measure says of a pair.</summary>
/// <param name="Value">As the measure gives it; of two directions the worse.</param>
/// <param name="Similarity">The same with more for more alike.</param>
/// <param name="Seconds">What it took, preparation of the data included.</param>
internal sealed record MeasuredValue(string Measure, double Value, double Similarity, double Seconds);

/// <summary>What the product concludes of a pair.</summary>
/// <param name="Scope">In what the word holds.</param>
/// <param name="Why">Its first sentence.</param>
internal sealed record ZooVerdict(string Word, string Scope, string Why)
{
    public static ZooVerdict Of(VerdictRecord verdict) => new(verdict.Word, verdict.Scope, verdict.Reasons[0]);
}

/// <summary>What every measure says of a pair: one file of a zoo's folder.</summary>
/// <param name="Values">In the order of tables.</param>
internal sealed record PairResult(
    string Group, bool IsAlike, string One, string Other, ZooVerdict Verdict, IReadOnlyList<MeasuredValue> Values)
{
    private static readonly JsonSerializerOptions s_form =
        new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, s_form);

    public static PairResult Parse(byte[] json) => JsonSerializer.Deserialize<PairResult>(json, s_form)!;

    /// <summary>What a measure says.</summary>
    public MeasuredValue Of(string measure) => Values.First(value => value.Measure == measure);
}
