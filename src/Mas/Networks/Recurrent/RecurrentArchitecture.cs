using Mas.Networks.Formats;

namespace Mas.Networks.Recurrent;

/// <summary>An embedding, recurrent layers and a head that reads the uppermost hidden vector (<c>method.md</c> section 8).</summary>
/// <remarks><c>width</c> is that of a layer's state, which is the hidden vector of a GRU and both vectors of an LSTM.</remarks>
internal abstract class RecurrentArchitecture(RecurrentCell cell) : TrainableArchitecture
{
    public sealed override string Name => cell.Name;

    /// <summary>For many values that must be told apart exactly: dropout in the head only blurs them.</summary>
    private protected NetworkTrainingOptions ExactTraining =>
        new() { Architecture = Name, LearningRate = new() { Peak = 3e-3, Until = 1500 }, Dropout = 0, LargestGradient = 1 };

    public override IReadOnlyList<(string Key, int Value)> Used(NetworkSize size) =>
        [("width", size.Width), ("head_width", size.HeadWidth)];

    public override IEnumerable<InputError> Errors(NetworkSize size)
    {
        foreach (InputError error in base.Errors(size))
            yield return error;
        if (cell.Vectors == 2)
            foreach (InputError error in EvenWidth(size.Width, $"the state of {Called} is [h; c], twice hidden_size"))
                yield return error;
    }

    public override TrainableConfig Configure(NetworkSize size, int features) =>
        new RecurrentConfig(cell) { Width = size.Width, Layers = Math.Max(1, size.Layers), HeadWidth = size.HeadWidth };

    public override NetworkConfig Read(ConfigSection config)
    {
        string? head = config.Word("head", RecurrentConfig.LinearHead, RecurrentConfig.TwoLayerHead);
        int headWidth = head == RecurrentConfig.TwoLayerHead
            ? config.RequiredNumber("head_width", ConfigSection.LargestWidth) : config.Number("head_width", ConfigSection.LargestWidth);
        NetworkSize size = Checked(new(
            config.Number("width", ConfigSection.LargestWidth), config.Number("layers", ConfigSection.MostLayers), headWidth),
            config);
        return new RecurrentConfig(cell)
        {
            Width = size.Width,
            Layers = size.Layers,
            EmbeddingWidth = config.Number("embedding_width", ConfigSection.LargestWidth),
            Head = head,
            HeadWidth = size.HeadWidth,
        };
    }
}
