namespace Mas.Comparison;

/// <summary>Which similarity is measured, and how.</summary>
/// <param name="Measures">Names.</param>
/// <param name="Seed">Of permutations and splits.</param>
/// <param name="Permutations">Of the null; 0 for none.</param>
/// <param name="Splits">Random halves of the units for each noise ceiling; 0 for none.</param>
internal sealed record SimilarityQuestion(IReadOnlyList<string> Measures, ulong Seed, int Permutations = 0, int Splits = 0);
