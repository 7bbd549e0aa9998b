using Mas.Networks.Formats;

namespace Mas.Networks.FeedForward;

/// <summary>Hidden ReLU layers of one width over a task's continuous input, and a linear head (<c>method.md</c> section 6, hierarchical equality).</summary>
internal sealed class MlpArchitecture : TrainableArchitecture
{
    public override string Name => MlpConfig.ArchitectureName;

    public override string Called => $"an {Name}";

    public override double TrainingSeconds => 20;

    public override IReadOnlyList<(string Key, int Value)> Used(NetworkSize size) => [("width", size.Width), ("layers", size.Layers)];

    public override TrainableConfig Configure(NetworkSize size, int features) => new MlpConfig { Width = size.Width, Layers = size.Layers, Features = features };

    public override NetworkConfig Read(ConfigSection config) => new MlpConfig
    {
        Width = config.RequiredNumber("width", ConfigSection.LargestWidth),
        Layers = config.RequiredNumber("layers", ConfigSection.MostLayers),
        Features = config.RequiredNumber("features", ConfigSection.LargestWidth),
        Bias = config.Flag("bias", true),
    };
}
