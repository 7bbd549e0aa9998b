using Mas.Evaluation;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>What one alignment seed leaves behind.</summary>
/// <param name="Evaluation">Its test.</param>
/// <param name="Progress">Its training, from beginning to end.</param>
/// <param name="Learned">Its alignments at the kept checkpoint.</param>
/// <param name="Warnings">Plain sentences about alignments that have degenerated.</param>
internal sealed record SeedResult(SeedEvaluation Evaluation, TrainingProgress Progress, LearnedSeed Learned, IReadOnlyList<string> Warnings);
