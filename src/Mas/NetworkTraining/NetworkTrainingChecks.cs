using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.NetworkTraining;

/// <summary>What training options ask for of the architecture that they name.</summary>
internal static class NetworkTrainingChecks
{
    /// <summary>Everything that is wrong with these options, keys as in the experiment file.</summary>
    public static IReadOnlyList<InputError> Errors(this NetworkTrainingOptions options)
    {
        List<InputError> errors = [];
        void Add(string key, string message) => errors.Add(new(message, Key: $"train.{key}"));
        void Least(int least, int value, string key)
        {
            if (value < least)
                Add(key, $"{value} is too small; give a whole number from {least}");
        }
        if (KnownFormats.Find(options.Architecture) is { } architecture)
        {
            foreach ((string key, int value) in architecture.Used(options.NetworkSize))
                Least(1, value, key);
            if (errors.Count == 0)
                errors.AddRange(architecture.Errors(options.NetworkSize).Select(error => error with { Key = $"train.{error.Key}" }));
        }
        else
            Add("architecture", KnownFormats.Unknown(options.Architecture));
        Least(0, options.Steps, "steps");
        Least(0, options.LeastSteps, "least_steps");
        Least(1, options.Batch, "batch");
        Least(1, options.CheckEvery, "check_every");
        Least(1, options.AcceptedOn, "accepted_on");
        if (!(options.Dropout >= 0 && options.Dropout < 1))
            Add("dropout", Invariant($"{options.Dropout} is no dropout; give a number from 0 up to, not including, 1"));
        if (!(options.LearningRate.Peak > 0 && options.LearningRate.Last > 0 && options.LargestGradient > 0))
            Add("learning_rate", "learning rates and the largest gradient must be above 0");
        return errors;
    }

    /// <summary>The configuration of the network that training gives.</summary>
    /// <exception cref="InputException">There is no such architecture.</exception>
    public static TrainableConfig ConfigFor(this NetworkTrainingOptions options, SequenceTask task) =>
        options.ConfigFor(task.FeatureWidth) with { Vocabulary = task.Vocabulary.Words, Task = task.Name };

    /// <summary>The same without words and task.</summary>
    public static TrainableConfig ConfigFor(this NetworkTrainingOptions options, int features) =>
        KnownFormats.Named(options.Architecture).Configure(options.NetworkSize, features);
}
