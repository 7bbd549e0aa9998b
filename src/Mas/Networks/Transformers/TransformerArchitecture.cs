using Mas.Networks.Formats;

namespace Mas.Networks.Transformers;

/// <summary>A pre-norm transformer of one head with rotary positions and exact GELU (<c>method.md</c> section 8).</summary>
internal sealed class TransformerArchitecture : TrainableArchitecture
{
    public override string Name => TransformerConfig.ArchitectureName;

    public override double TrainingSeconds => 90;

    public override NetworkTrainingOptions Training(string task) => base.Training(task) with
    {
        Layers = 2,
        Batch = 64,
        LearningRate = new() { Peak = 2e-3, Last = 2e-4, WarmUp = 100, Until = 1000 },
        LargestGradient = 1,
    };

    public override IReadOnlyList<(string Key, int Value)> Used(NetworkSize size) => [("width", size.Width), ("layers", size.Layers)];

    public override IEnumerable<InputError> Errors(NetworkSize size) => EvenWidth(size.Width, "rotary positions turn pairs of units");

    public override TrainableConfig Configure(NetworkSize size, int features) =>
        new TransformerConfig { Width = size.Width, Layers = size.Layers };

    public override NetworkConfig Read(ConfigSection config)
    {
        var size = new NetworkSize(
            config.RequiredNumber("width", ConfigSection.LargestWidth), config.RequiredNumber("layers", ConfigSection.MostLayers), 0);
        config.RequireFixed("heads", 1, Name);
        config.RequireFixed("feed_forward_width", 4 * size.Width, Name);
        config.RequireFixed("rotary_base", RotaryAngles.Base, Name);
        config.RequireFixed("norm_epsilon", TransformerBlock.NormEpsilon, Name);
        return Configure(Checked(size, config), features: 0);
    }
}
