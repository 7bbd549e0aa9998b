using Mas.Networks.Formats;

namespace Mas.Networks.FeedForward;

/// <summary>Hidden layers of one width over a task's continuous input, and a linear head (<c>method.md</c> section 6, hierarchical
/// equality).</summary>
internal sealed class MlpArchitecture : TrainableArchitecture
{
    public override string Name => MlpConfig.ArchitectureName;

    public override string Called => $"an {Name}";

    public override double TrainingSeconds => 20;

    // To the end of the schedule, for an accuracy of .9993 as published: a perceptron that is right in 99 of 100 holds its variables
    // otherwise, and DAS finds less in it (docs/reference/findings.md).
    public override NetworkTrainingOptions Training(string task) => base.Training(task) with
    {
        Width = 16,
        Layers = 3,
        Batch = 1024,
        Steps = 40_000,
        LeastSteps = 40_000,
        LearningRate = new() { Peak = 5e-3, Last = 1e-5, WarmUp = 100, Until = 40_000 },
        LargestGradient = 1e6,
    };

    public override IReadOnlyList<(string Key, int Value)> Used(NetworkSize size) => [("width", size.Width), ("layers", size.Layers)];

    public override TrainableConfig Configure(NetworkSize size, int features) =>
        new MlpConfig { Width = size.Width, Layers = size.Layers, Features = features };

    public override NetworkConfig Read(ConfigSection config) => new MlpConfig
    {
        Width = config.Number("width", ConfigSection.LargestWidth),
        Layers = config.Number("layers", ConfigSection.MostLayers),
        Features = config.Number("features", ConfigSection.LargestWidth),
        Bias = config.Flag("bias", true),
        Activation = config.Word("activation", [.. Activation.Words]) ?? Activation.Relu,
    };
}
