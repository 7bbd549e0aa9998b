using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.NetworkTraining;

/// <summary>How a network is trained from scratch; the defaults are measured on multi-object at width 128.</summary>
internal sealed record NetworkTrainingOptions
{
    /// <summary>Name of an architecture that can be trained.</summary>
    public string Architecture { get; init; } = "gru";

    /// <summary>Width of the state, the residual stream or the hidden layers.</summary>
    public int Width { get; init; } = 128;

    /// <summary>Hidden width of a recurrent network's head; not used by others.</summary>
    public int HeadWidth { get; init; } = 512;

    /// <summary>Blocks or hidden layers; 0 where the architecture has no choice.</summary>
    public int Layers { get; init; }

    /// <summary>Seed of the start, of the sequences and of the dropout, each with a stream of its own.</summary>
    public ulong Seed { get; init; }

    /// <summary>Updates at most; 0 leaves the network untrained.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Updates at least, where there are as many: training does not end before, however good the network is.</summary>
    public int LeastSteps { get; init; }

    /// <summary>Fresh sequences per update.</summary>
    public int Batch { get; init; } = 128;

    public LearningRateSchedule LearningRate { get; init; } = new();

    /// <summary>Share of the head's hidden units that are left out of each update.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>The gradient is scaled down to this Euclidean norm where it is longer.</summary>
    public double LargestGradient { get; init; } = 0.3;

    /// <summary>Accuracy is measured every so many updates, on as many fresh sequences as a batch has.</summary>
    public int CheckEvery { get; init; } = 20;

    /// <summary>Fresh sequences of trained quantities that must all be right before training ends, after a faultless check.</summary>
    public int AcceptedOn { get; init; } = 2048;

    /// <summary>Everything that is wrong with these options, keys as in the experiment file.</summary>
    public IReadOnlyList<InputError> Errors()
    {
        List<InputError> errors = [];
        if (KnownFormats.Find(Architecture) is { } architecture)
            Size(errors, architecture);
        else
            errors.Add(new(KnownFormats.Unknown(Architecture), Key: "train.architecture"));
        Least(errors, 0, Steps, "train.steps");
        Least(errors, 0, LeastSteps, "train.least_steps");
        Positive(errors, Batch, "train.batch");
        Positive(errors, CheckEvery, "train.check_every");
        Positive(errors, AcceptedOn, "train.accepted_on");
        if (!(Dropout >= 0 && Dropout < 1))
            errors.Add(new(FormattableString.Invariant($"{Dropout} is no dropout; give a number from 0 up to, not including, 1"), Key: "train.dropout"));
        if (!(LearningRate.Peak > 0 && LearningRate.Last > 0 && LargestGradient > 0))
            errors.Add(new("learning rates and the largest gradient must be above 0", Key: "train.learning_rate"));
        return errors;
    }

    private void Size(List<InputError> errors, TrainableArchitecture architecture)
    {
        foreach ((string key, int value) in architecture.Used(NetworkSize))
            Positive(errors, value, $"train.{key}");
        if (errors.Count == 0)
            errors.AddRange(architecture.Errors(NetworkSize).Select(error => error with { Key = $"train.{error.Key}" }));
    }

    /// <summary>How large the network is.</summary>
    internal NetworkSize NetworkSize => new(Width, Layers, HeadWidth);

    /// <summary>The configuration of the network that training gives.</summary>
    /// <exception cref="InputException">There is no such architecture.</exception>
    internal TrainableConfig ConfigFor(SequenceTask task) => ConfigFor(task.FeatureWidth) with { Vocabulary = task.Vocabulary.Words, Task = task.Name };

    /// <summary>The same without words and task.</summary>
    internal TrainableConfig ConfigFor(int features) =>
        (KnownFormats.Find(Architecture) ?? throw new InputException(KnownFormats.Unknown(Architecture), key: "train.architecture")).Configure(NetworkSize, features);

    private static void Positive(List<InputError> errors, int value, string key) => Least(errors, 1, value, key);

    private static void Least(List<InputError> errors, int least, int value, string key)
    {
        if (value < least)
            errors.Add(new($"{value} is too small; give a whole number from {least}", Key: key));
    }
}
