using Mas.Causal;
using Mas.Networks.Recordings;
using Mas.Tasks;

namespace Mas.Experiments;

/// <summary>The trials of a recording, which come with it.</summary>
/// <param name="Source">The recording.</param>
/// <param name="Known">Variables of the other networks in the experiment. Where a recorded variable has the name of one of them, its words
/// get the numbers that they have there.</param>
internal sealed record RecordedTrials(RecordingSource Source, ValueList<CausalVariable> Known) : TaskSource
{
    internal override bool ComesWithNetwork => true;

    internal override string Description => $"trials of {Source.Recording.Name}";

    public override TaskSource SeenFrom(string folder) => this with { Source = (RecordingSource)Source.SeenFrom(folder) };

    public override SequenceTask ToTask()
    {
        Recording recording = Source.Recording;
        bool isChosen = Source.Options is { Trials: not null, TrialsFile: null };
        return new RecordingTask(recording, RecordedValues.Of(recording, isChosen, Known), recording.TrialsHash());
    }

    internal override string Entry(Func<string, string> quoted) =>
        throw new InvalidOperationException("The trials of a recording are written with it.");

    /// <summary>What recordings are told of the other networks: all their variables, each name once.</summary>
    /// <param name="tasks">Of the networks that are no recordings.</param>
    public static ValueList<CausalVariable> VariablesOf(IEnumerable<SequenceTask> tasks) =>
        [.. tasks.SelectMany(task => task.Variables).DistinctBy(variable => variable.Name)];
}
