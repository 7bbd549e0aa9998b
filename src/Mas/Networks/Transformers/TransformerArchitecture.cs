using Mas.Networks.Formats;

namespace Mas.Networks.Transformers;

/// <summary>A transformer that reads from left to right. Where nothing is said: pre-norm, one head, rotary positions and exact GELU
/// (<c>method.md</c> section 8).</summary>
internal sealed class TransformerArchitecture : TrainableArchitecture
{
    public const string PreNorm = "pre", PostNorm = "post";

    private const double LargestScale = 1e6;

    private static readonly string[] s_design = ["heads", "positions", "norm", "activation"];

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

    public override IEnumerable<InputError> Errors(NetworkSize size) => HeadErrors(size.Width, Design(size));

    public override TrainableConfig Configure(NetworkSize size, int features) =>
        new TransformerConfig { Width = size.Width, Layers = size.Layers, Design = Design(size) };

    private static TransformerDesign Design(NetworkSize size) => new() { Heads = Math.Max(1, size.Heads) };

    public override NetworkConfig Read(ConfigSection config)
    {
        var size = new NetworkSize(
            config.Number("width", ConfigSection.LargestWidth), config.Number("layers", ConfigSection.MostLayers), 0);
        config.RequireFixed("rotary_base", RotaryAngles.Base, Name);
        TransformerDesign design = Design(config);
        if (HeadErrors(size.Width, design).FirstOrDefault() is InputError error)
            throw config.Error(error.Message, error.Key!);
        return new TransformerConfig
        {
            Width = size.Width,
            Layers = size.Layers,
            Design = design,
            FeedForwardWidth = config.Number("feed_forward_width", ConfigSection.LargestWidth),
            Unsaid = [.. s_design.Where(key => !config.Has(key))],
            FinalNorm = config.Has("final_norm") ? config.Flag("final_norm", true) : null,
        };
    }

    private static TransformerDesign Design(ConfigSection config)
    {
        var usual = new TransformerDesign();
        Dictionary<string, PositionCode> codes = Enum.GetValues<PositionCode>().ToDictionary(code => code.Word());
        return new TransformerDesign
        {
            Heads = Math.Max(1, config.Number("heads", ConfigSection.LargestWidth)),
            Positions = config.Word("positions", [.. codes.Keys]) is string word ? codes[word] : usual.Positions,
            IsPostNorm = config.Word("norm", PreNorm, PostNorm) == PostNorm,
            Activation = config.Word("activation", [.. Activation.Words]) ?? usual.Activation,
            NormEpsilon = config.Positive("norm_epsilon", 1) ?? usual.NormEpsilon,
            EmbeddingScale = config.Positive("embedding_scale", LargestScale) ?? usual.EmbeddingScale,
        };
    }

    /// <summary>What is wrong with a width that is divided among heads.</summary>
    internal static IEnumerable<InputError> HeadErrors(int width, TransformerDesign design)
    {
        if (width % design.Heads != 0)
            yield return new InputError($"the width {width} is not divisible by the {design.Heads} heads", Key: "heads");
        else if (design.Positions == PositionCode.Rotary)
            foreach (InputError error in EvenWidth(width / design.Heads, "rotary positions turn pairs of a head's units"))
                yield return error with { Key = design.Heads > 1 ? "heads" : error.Key };
    }
}
