using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>A correlational similarity of two networks' natural latents.</summary>
/// <param name="Measure">Such as <c>cka-linear-debiased</c>.</param>
/// <param name="Source">First network; a measure with a direction goes from it.</param>
/// <param name="Value">Null where no number exists or none would mean anything.</param>
/// <param name="Samples">n.</param>
internal sealed record SimilarityValue(
    string Measure, string Source, string SourceSite, string Target, string TargetSite, double? Value, bool IsDistance, bool IsSymmetric,
    int Samples)
{
    /// <summary>Distinct latents among the samples, of the network that has fewer; null in records of other versions.</summary>
    public int? Distinct { get; init; }

    /// <summary>What the samples are, in a sentence, where they are no positions of sequences that both networks were shown; null where
    /// they are.</summary>
    public string? Rows { get; init; }

    /// <summary>The noise ceiling of the first network where it is a recording: what the measure gives for the class means of two halves of
    /// its trials, by the formula of Spearman and Brown; null where it is none, or has none by this measure.</summary>
    public double? SourceHalves { get; init; }

    /// <summary>The same of the second.</summary>
    public double? TargetHalves { get; init; }

    /// <summary>For each of the two that is the mean of several people; none otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PeopleSimilarity>? People { get; init; }

    /// <summary>Whether there is a number to draw and to compare.</summary>
    [JsonIgnore]
    public bool HasValue => Value is double value && double.IsFinite(value);

    /// <summary>Why there is no value; null where there is one.</summary>
    public string? Reason { get; init; }
}
