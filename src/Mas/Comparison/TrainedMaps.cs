using Mas.Alignments;
using Mas.Masks;
using Mas.Tensors.Safetensors;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Comparison;

/// <summary>The maps that an alignment seed of this run has learned, made again from what it leaves behind.</summary>
internal static class TrainedMaps
{
    /// <summary>To be disposed of by the caller.</summary>
    /// <param name="data">The networks.</param>
    /// <param name="own">The method and size.</param>
    /// <param name="seed">What was learned.</param>
    public static LearnedMaps Of(RunData data, CaseSetup own, SeedResult seed) => Of(data, own, own.Design, seed);

    /// <summary>The same without what comes before: as they act on latents that are normalised already.</summary>
    public static LearnedMaps Cores(RunData data, CaseSetup own, SeedResult seed) =>
        Of(data, own, own.Design with { Normalise = Normalise.None, Nonlinearity = Nonlinearity.Identity }, seed);

    private static LearnedMaps Of(RunData data, CaseSetup own, AlignmentDesign design, SeedResult seed)
    {
        SwapMask mask = own.Case.Method.Mask == MaskKind.Learned ? new FoundMask(seed.Sizes, own.Widths, data.Device) : own.NewMask();
        Dictionary<string, TensorData> stored = seed.Tensors.ToDictionary(tensor => tensor.Name);
        return new LearnedMaps([.. data.Networks.Select((network, k) => Filled(
            StoredAlignment.Blank(design, network.Site.Width, mask.Columns(own.Widths[k]), data.Device), network.Name, seed, stored))], mask);
    }

    private static AlignmentFunction Filled(
        AlignmentFunction alignment, string network, SeedResult seed, Dictionary<string, TensorData> stored)
    {
        using var frozen = no_grad();
        foreach ((string name, Tensor tensor) in StoredAlignment.Given(alignment))
        {
            // Of networks that are aligned by themselves a case has its own alone.
            if (!stored.TryGetValue(StoredAlignment.Entry(seed.Prefix, seed.Evaluation.Seed, network, name), out TensorData? data))
                continue;
            using Tensor value = TensorFile.ToTensor(data);
            tensor.copy_(value);
        }
        return alignment;
    }
}
