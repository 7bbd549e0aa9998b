namespace Mas.Networks.Pretrained;

/// <summary>The weights of a decoder, of which others may hold the same tensors, and what an adapter adds to them.</summary>
internal sealed class DecoderWeights : IDisposable
{
    private readonly List<SharedWeight> _held;
    private readonly List<Tensor> _own = []; // views, and the factors of the adapter
    private readonly LoraAdapter? _adapter;
    private readonly DecoderConfig _config;

    private DecoderWeights(
        DecoderConfig config, DecoderPlan plan, LoraAdapter? adapter, List<SharedWeight> held, Func<TensorPlan, Tensor> take)
    {
        (_config, _adapter, _held, Take) = (config, adapter, held, take);
        Parameters = plan.Parameters + (_adapter?.Parameters ?? 0);
        try
        {
            Embedding = Take(plan.Embedding);
            Positions = plan.Positions is null ? null : Take(plan.Positions);
            Blocks = [.. plan.Blocks.Select(Maps)];
            FinalNorm = Norm(plan.FinalNorm);
            Head = plan.Head is null ? new LinearMap(Embedding, null, null) : Map(plan.Head);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What it holds, in the order of reading; twice what is in two places.</summary>
    public IReadOnlyList<SharedWeight> Held => _held;

    /// <summary>[vocabulary, width]</summary>
    public Tensor Embedding { get; }

    /// <summary>[context, width]; null where positions are not learned.</summary>
    public Tensor? Positions { get; }

    public IReadOnlyList<BlockMaps> Blocks { get; }

    public StreamNorm FinalNorm { get; }

    public LinearMap Head { get; }

    /// <summary>Learned numbers, those of the adapter among them.</summary>
    public long Parameters { get; }

    private Func<TensorPlan, Tensor> Take { get; }

    /// <param name="device">Where they shall be, and the type that products are computed in.</param>
    /// <exception cref="InputException">A tensor holds what is no finite number.</exception>
    public static DecoderWeights Read(OpenedFolder folder, Device device)
    {
        lock (SharedWeights.Gate)
        {
            var held = new List<SharedWeight>();
            var reader = new WeightReader(folder.Stored, device);
            return new DecoderWeights(folder.Config, folder.Plan, folder.Adapter, held, plan =>
            {
                SharedWeight weight = reader.Read(plan);
                held.Add(weight);
                return weight.Tensor;
            });
        }
    }

    /// <summary>Weights that belong to somebody else, such as those that are being trained.</summary>
    /// <param name="given">The tensor of a plan, as it is held.</param>
    public static DecoderWeights Of(DecoderConfig config, DecoderPlan plan, Func<TensorPlan, Tensor> given) =>
        new(config, plan, null, [], given);

    private BlockMaps Maps(BlockPlan plan) => new(
        Norm(plan.AttentionNorm), Norm(plan.FeedForwardNorm), plan.QueryNorm is null ? null : Norm(plan.QueryNorm),
        plan.KeyNorm is null ? null : Norm(plan.KeyNorm), Map(plan.Projection), Map(plan.Output), Map(plan.Expansion),
        Map(plan.Contraction));

    private StreamNorm Norm(NormPlan plan) => new(Take(plan.Weight), plan.Bias is null ? null : Take(plan.Bias), _config.Epsilon);

    private LinearMap Map(MatrixPlan plan)
    {
        Tensor weight = Take(plan.Weight);
        if (plan.IsTransposed)
            _own.Add(weight = weight.t().DetachFromDisposeScope());
        LowRankChange? change = _adapter?.ChangeOf(plan, Device.Of(weight).In(ScalarType.Float32));
        if (change is not null)
            _own.AddRange([change.Down, change.Up]);
        return new LinearMap(weight, plan.Bias is null ? null : Take(plan.Bias), change);
    }

    public void Dispose()
    {
        _own.DisposeAll();
        SharedWeights.Release(_held);
        _own.Clear();
        _held.Clear();
    }
}
