namespace Mas.Networks.Pretrained;

/// <summary>What the blocks of a decoder are read from.</summary>
internal sealed class BlockPlans(DecoderConfig config, DecoderLayout layout)
{
    public BlockPlan Of(int block)
    {
        string prefix = Invariant($"{layout.Root}{layout.Blocks}{block}.");
        MatrixPlan Single(string name, int outputs, int inputs, bool hasBias) =>
            MatrixPlan.Single(prefix + name, outputs, inputs, hasBias, layout.IsTransposed);
        bool isNormed = config.QueryKeyNorm != QueryKeyNorm.None;
        return new BlockPlan(
            Norm(prefix + layout.AttentionNorm, config.Width), Norm(prefix + layout.FeedForwardNorm, config.Width),
            isNormed ? Norm(prefix + layout.QueryNorm, NormWidth(config.QueryWidth)) : null,
            isNormed ? Norm(prefix + layout.KeyNorm, NormWidth(config.KeyValueWidth)) : null,
            Projection(prefix),
            Single(layout.Output, config.Width, config.QueryWidth, config.HasOutputBias),
            layout.Expansion.Count == 1 ? Single(layout.Expansion[0], config.Expanded, config.Width, config.HasInnerBias)
                : MatrixPlan.Joined(layout.Expansion.Select(name => (prefix + name, config.Inner)), config.Width, config.HasInnerBias),
            Single(layout.Contraction, config.Width, config.Inner, config.HasInnerBias));
    }

    public NormPlan Norm(string name, int width) => new(
        TensorPlan.Whole($"{name}.weight", [width], isMatrix: false),
        config.HasRootMeanSquareNorm ? null : TensorPlan.Whole($"{name}.bias", [width], isMatrix: false));

    private int NormWidth(int whole) => config.QueryKeyNorm == QueryKeyNorm.PerHead ? config.HeadWidth : whole;

    private MatrixPlan Projection(string prefix)
    {
        (int width, int queries, int keys, bool bias) = (config.Width, config.QueryWidth, config.KeyValueWidth, config.HasProjectionBias);
        if (layout.Projection.Count > 1)
            return MatrixPlan.Joined(layout.Projection.Zip([queries, keys, keys], (name, rows) => (prefix + name, rows)), width, bias);
        string only = prefix + layout.Projection[0];
        return layout.Order == ProjectionOrder.PerHead ? MatrixPlan.FromHeads(only, config.Heads, config.HeadWidth, width, bias)
            : MatrixPlan.Single(only, queries + 2 * keys, width, bias, layout.IsTransposed);
    }
}
