namespace Mas.Results.Reports.Questions;

/// <summary>One of the questions that the method was made for, answered with what a run holds.</summary>
/// <param name="Question">The question.</param>
/// <param name="Sentences">The answer.</param>
/// <param name="Missing">What would answer it further, as lines of YAML.</param>
internal sealed record Answer(string Question, IReadOnlyList<string> Sentences, IReadOnlyList<string> Missing);
