using Mas.Tasks;
using Mas.Tasks.Files;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>What the words of an experiment mean to the stages.</summary>
internal static class ExperimentMeaning
{
    /// <summary>The task itself.</summary>
    /// <exception cref="InputException">A task file is wrong.</exception>
    public static SequenceTask ToTask(this TaskSource source) => source switch
    {
        NamedTask named => KnownTasks.Named(named.Name, new TaskOptions
        {
            SmallestQuantity = named.Smallest,
            LargestQuantity = named.Largest,
            HeldOut = named.HeldOut,
            Void = named.Void,
            Causal = named.Causal,
        })!,
        RecordedTask recorded => FileTask.Read(recorded.FullPath),
        _ => throw new InvalidOperationException($"No task source {source.GetType().Name}."),
    };

    /// <summary>How each seed is trained.</summary>
    internal static TrainingOptions ToTraining(this AlignmentOptions options) => new()
    {
        Steps = options.Steps,
        LearningRate = options.LearningRate,
        Batch = options.Batch,
        ValidateEvery = options.ValidateEvery,
        Keep = options.Keep,
        Stop = options.Stop,
        ClWeight = options.Cl.Weight,
        DirectionsPerStep = options.DirectionsPerStep,
    };
}
