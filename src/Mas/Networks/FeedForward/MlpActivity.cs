namespace Mas.Networks.FeedForward;

/// <summary>Activity of a perceptron's hidden layer over a pool, one row for each sequence.</summary>
/// <param name="layer">Hidden layers up to the site.</param>
/// <param name="latents">[sequences, width]; owned from here on.</param>
internal sealed class MlpActivity(MlpWeights weights, int layer, TokenRows sequences, Tensor latents) : RunnableActivity
{
    public override int Width => weights.Width;

    public override Tensor Latents(ReadOnlySpan<int> positions) => latents.Rows(MlpInput.Sequences(sequences, positions));

    public override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return weights.Logits(weights.Run(Latents(positions), layer, weights.Layers)).MoveToOuterDisposeScope();
    }

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) => new MlpTargets(weights, layer, this, rows);

    public override RunnableActivity Share() => new MlpActivity(weights, layer, sequences, latents.alias().DetachFromDisposeScope());

    public override void Dispose() => latents.Dispose();
}
