using Mas.Tasks;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>What the words of an experiment mean to the stages.</summary>
internal static class ExperimentMeaning
{
    extension(TaskOptions options)
    {
        /// <summary>The task itself.</summary>
        public SequenceTask ToTask() => KnownTasks.Named(options.Name, new Tasks.TaskOptions
        {
            SmallestQuantity = options.Smallest,
            LargestQuantity = options.Largest,
            HeldOut = options.HeldOut,
        })!;
    }

    extension(AlignmentOptions options)
    {
        /// <summary>Word of the file.</summary>
        public string MethodName => options.Method.Word();

        /// <summary>How each seed is trained.</summary>
        public TrainingOptions Training => new()
        {
            Steps = options.Steps,
            LearningRate = options.LearningRate,
            Batch = options.Batch,
            ValidateEvery = options.ValidateEvery,
            Stop = options.Stop,
        };
    }
}
