using Mas.Networks;
using Mas.Networks.Called;
using Mas.Networks.FeedForward;
using Mas.Results.Files;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Called;

/// <summary>A perceptron as a model that can only be called, whose words are the labels alone, in the opposite order.</summary>
internal sealed class CalledPerceptron(MlpNetwork network) : CalledModel
{
    public override string Architecture => "twin";

    public override Device Device => network.Device;

    public override long ParameterCount => network.ParameterCount;

    public override IReadOnlyList<Site> Sites => network.Sites;

    public override int Words => 2;

    public override int Features => network.Weights.Features;

    public override string NameOf(CalledPart part, Site? site = null) => $"{part}";

    public override InputException Error(string message) => new(message, "twin.pt");

    private protected override IReadOnlyList<Tensor> CallRecord(CalledInput input, IReadOnlyList<Site> sites) =>
        [.. sites.Select(site => Each(network.Weights.Run(Flat(input.Values), 0, LayerOf(site)), input))];

    private protected override Tensor CallLogits(CalledInput input) => Each(Logits(Flat(input.Values), 0), input);

    private protected override Tensor CallResume(CalledInput input, CalledSwap swap)
    {
        Tensor own = network.Weights.Run(Flat(input.Values), 0, LayerOf(swap.Site));
        Tensor replaced = where(swap.Replaced.reshape(-1, 1), Flat(swap.Latents), own);
        return Each(Logits(replaced, LayerOf(swap.Site)), input);
    }

    private protected override Tensor CallFollow(CalledInput input, CalledSwap swap) => throw new NotSupportedException();

    private int LayerOf(Site site) => 1 + Sites.ToList().IndexOf(site);

    private static Tensor Flat(Tensor values) => values.reshape(-1, values.size(2));

    private static Tensor Each(Tensor answer, CalledInput input) => answer.reshape(input.Batch, input.Time, -1);

    // "no" and "yes" are the task's last words.
    private Tensor Logits(Tensor activity, int layer) =>
        network.Weights.Logits(network.Weights.Run(activity, layer, network.Weights.Layers)).index_select(1, tensor(new long[] { 4, 3 }));

    public override void Dispose()
    {
    }
}
