namespace Mas.Results.Records;

/// <summary>A correlational similarity of two networks' natural latents.</summary>
/// <param name="Measure">Such as <c>cka-linear-debiased</c>.</param>
/// <param name="Source">First network; a measure with a direction goes from it.</param>
/// <param name="Samples">n.</param>
internal sealed record SimilarityValue(
    string Measure, string Source, string SourceSite, string Target, string TargetSite, double Value, bool IsDistance, bool IsSymmetric,
    int Samples);
