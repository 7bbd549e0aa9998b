namespace Mas.Experiments.Reading;

/// <summary>What a reader of files needs to know of an analysis.</summary>
/// <param name="Against">Why it cannot be done with an experiment, one sentence each; nothing where it can.</param>
/// <param name="IsAlwaysDone">Whether it is done where the file does not ask for it.</param>
/// <param name="IsDefault">Whether it is done where the file says nothing about analyses.</param>
internal sealed record AnalysisRule(
    string Word, Func<ReadExperiment, IEnumerable<string>> Against, Func<ReadExperiment, bool> IsAlwaysDone,
    Func<ReadExperiment, bool> IsDefault);

/// <summary>An experiment as far as it is known before a network is opened.</summary>
internal sealed record ReadExperiment(
    IReadOnlyList<ReadNetwork> Networks, ReadTasks Tasks, AlignmentOptions Alignment, EvaluationOptions Evaluation);
