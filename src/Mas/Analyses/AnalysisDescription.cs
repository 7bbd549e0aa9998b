using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Experiments.Reading;

namespace Mas.Analyses;

/// <summary>Everything that the program knows of an analysis.</summary>
/// <param name="Word">Word of the experiment file.</param>
/// <param name="Question">What it asks, as one sentence.</param>
internal sealed record AnalysisDescription(string Word, string Question, Func<AnalysisContext, AnalysisOutcome> Run)
{
    /// <summary>Why it cannot be done with an experiment, one sentence each; nothing where it can.</summary>
    public Func<ReadExperiment, IEnumerable<string>> Against { get; init; } = _ => [];

    /// <summary>Whether it trains the alignments of all networks anew, which a run that extends another one cannot.</summary>
    public bool TrainsAnew { get; init; }

    /// <summary>Whether it can be done beside a recording, which is only read.</summary>
    public bool TakesRecordings { get; init; }

    /// <summary>Whether it is done where the file does not ask for it.</summary>
    public Func<AlignmentOptions, bool> IsAlwaysDone { get; init; } = _ => false;

    /// <summary>Whether it is done where the file says nothing about analyses, provided that nothing is against it.</summary>
    public Func<ReadExperiment, bool> IsDefault { get; init; } = _ => false;

    /// <summary>Words of the analyses that it builds upon, which are done with it.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>What it adds to the evidence of a run, by the properties' names; none of a control, which is part of the results.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Words of the metrics that it writes.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Those of them that come from alignments which no run stores.</summary>
    public IReadOnlyList<string> Unstored { get => TrainsAnew ? Metrics : field; init; } = [];

    /// <summary>Memory that it holds beside the run's data and results, and beside what trains anew.</summary>
    public Func<RunShape, IEnumerable<MemoryPart>> Memory { get; init; } = _ => [];

    /// <summary>All memory that it holds beside the run's data and results.</summary>
    public IReadOnlyList<MemoryPart> Holds(RunShape shape) =>
        [.. TrainsAnew ? AnalysisMemory.Training(shape) : [], .. Memory(shape)];

    /// <summary>What a reader of files needs to know of it.</summary>
    public AnalysisRule Rule => new(
        Word, AllAgainst, experiment => IsAlwaysDone(experiment.Alignment) && !AgainstRecordings(experiment).Any(),
        experiment => IsDefault(experiment) && !AllAgainst(experiment).Any());

    private IEnumerable<string> AllAgainst(ReadExperiment experiment) =>
        [.. AgainstRecordings(experiment), .. AgainstExtend(experiment), .. Against(experiment)];

    private IEnumerable<string> AgainstRecordings(ReadExperiment experiment)
    {
        if (!TakesRecordings && experiment.Networks.FirstOrDefault(network => network.IsOnlyRead) is { } recording)
            yield return $"{Word} needs networks that can be run, and '{recording.Name}' is a recording; leave {Word} out";
    }

    private IEnumerable<string> AgainstExtend(ReadExperiment experiment)
    {
        if (TrainsAnew && experiment.Alignment.Extend is not null)
            yield return $"{Word} trains alignments anew, and those of the run that is extended are kept; leave {Word} out, or extend";
    }
}
