using Mas.Networks;
using Mas.Networks.Called;
using Mas.Networks.Recurrent;
using Mas.Results.Files;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Called;

/// <summary>A recurrent network of one layer as a model that can only be called: token by token over padded sequences, with its words in
/// the opposite order.</summary>
/// <param name="isOpaque">Gives no gradients by libtorch, as a model in another process.</param>
internal sealed class CalledTwin(RecurrentNetwork network, bool isOpaque) : CalledModel
{
    private readonly RecurrentWeights _weights = network.Weights;

    /// <summary>Its id of each word of the network.</summary>
    public long?[] Order => [.. Opposite().Select(id => (long?)id)];

    /// <summary>Changes what it answers.</summary>
    public Func<CalledPart, Tensor, Tensor> Change { get; init; } = (_, answer) => answer;

    public override string Architecture => "twin";

    public override Device Device => network.Device;

    public override long ParameterCount => network.ParameterCount;

    public override IReadOnlyList<Site> Sites => network.Sites;

    public override int Words => _weights.Vocabulary;

    public override bool IsDifferentiable => !isOpaque;

    public override string NameOf(CalledPart part, Site? site = null) => site is null ? $"{part}" : $"{part}_{site.Name}";

    public override InputException Error(string message) => new(message, "twin.pt");

    private protected override IReadOnlyList<Tensor> CallRecord(CalledInput input, IReadOnlyList<Site> sites)
    {
        (Tensor embedding, Tensor states) = Run(input, (Site?)null, null);
        return [.. sites.Select(site => Change(CalledPart.Record, site == network.Embedding ? embedding : states))];
    }

    private protected override Tensor CallLogits(CalledInput input) =>
        Change(CalledPart.Logits, Logits(Run(input, (Site?)null, null).States));

    private protected override Tensor CallResume(CalledInput input, CalledSwap swap)
    {
        using var mode = set_grad_enabled(!isOpaque && is_grad_enabled());
        return Change(CalledPart.Resume, Resumed(input, swap));
    }

    private protected override Tensor CallFollow(CalledInput input, CalledSwap swap) =>
        Change(CalledPart.Follow, Run(input, swap.Site, swap).States);

    public override CalledPass Run(CalledInput input, CalledSwap swap)
    {
        if (!isOpaque)
            return base.Run(input, swap);
        using var scope = NewDisposeScope();
        using var mode = enable_grad();
        Tensor leaf = swap.Latents.detach().requires_grad_(true);
        return new AutomaticPass(new AutomaticLogits(leaf, Change(CalledPart.Resume, Resumed(input, swap with { Latents = leaf }))));
    }

    private Tensor Resumed(CalledInput input, CalledSwap swap) => Logits(Run(input, swap.Site, swap).States);

    private long[] Opposite() => [.. Enumerable.Range(0, _weights.Vocabulary).Select(id => (long)(_weights.Vocabulary - 1 - id))];

    private Tensor Logits(Tensor states)
    {
        using var scope = NewDisposeScope();
        Tensor own = _weights.Logits(states.reshape(-1, states.size(2))).index_select(1, Device.Indices(Opposite()));
        return own.reshape(states.size(0), states.size(1), own.size(1)).MoveToOuterDisposeScope();
    }

    // [batch, time, …] of what is at both sites, after the replacement at one of them.
    private (Tensor Embedding, Tensor States) Run(CalledInput input, Site? site, CalledSwap? swap)
    {
        using var scope = NewDisposeScope();
        Tensor ids = Device.Indices(Opposite()).index_select(0, input.Values.reshape(-1));
        Tensor embedding = _weights.Embedding.index_select(0, ids).reshape(input.Batch, input.Time, -1);
        Tensor Replaced(Tensor own, int at) =>
            where(swap!.Replaced.select(1, at).unsqueeze(1), swap.Latents.select(1, at), own);
        Tensor state = _weights.Start(input.Batch);
        var states = new List<Tensor>();
        for (int at = 0; at < input.Time; at++)
        {
            Tensor fed = embedding.select(1, at);
            if (site == network.Embedding)
                fed = Replaced(fed, at);
            state = _weights.Cell.Step(_weights.Layers[0].InputGates(fed), state, _weights.Layers[0]);
            if (site == network.State)
                state = Replaced(state, at);
            states.Add(state);
        }
        return (embedding.MoveToOuterDisposeScope(), stack(states, 1).MoveToOuterDisposeScope());
    }

    public override void Dispose()
    {
    }
}
