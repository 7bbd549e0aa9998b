using static TorchSharp.torch;

namespace Mas.Networks;

/// <summary>
/// Target samples of one network, ready to be intervened on: their natural latents, and the state from which computation
/// goes on. A step runs only what follows the intervention, and only scored positions reach the head.
/// </summary>
public abstract class PreparedTargets : IDisposable
{
    /// <summary>Number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Natural latents at the intervened positions, [rows, width].</summary>
    public abstract Tensor Latents(ReadOnlySpan<int> rows);

    /// <summary>Works out once how these rows are run: order, lengths, tokens, scored positions.</summary>
    public abstract ResumePlan Plan(ReadOnlySpan<int> rows);

    /// <summary>Resumes the network from replaced latents, differentiably: logits at the scored positions, [scored, vocab].</summary>
    /// <param name="latents">[rows, width] in the order of the plan's rows.</param>
    /// <param name="plan">What <see cref="Plan"/> gave for these rows.</param>
    public abstract Tensor Logits(Tensor latents, ResumePlan plan);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Which positions of some rows are scored. Index arrays and tensors are made here once, outside the arithmetic.</summary>
public abstract class ResumePlan : IDisposable
{
    /// <param name="rows">Number of rows.</param>
    /// <param name="labels">[scored] the token that each scored position should predict.</param>
    /// <param name="owners">[scored] the row, as an index into the plan's rows, that each scored position belongs to.</param>
    protected ResumePlan(int rows, long[] labels, int[] owners)
    {
        Rows = rows;
        Labels = labels;
        Owners = owners;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>[scored] the token that each scored position should predict.</summary>
    public long[] Labels { get; }

    /// <summary>[scored] index of the row that each scored position belongs to.</summary>
    public int[] Owners { get; }

    /// <inheritdoc/>
    public abstract void Dispose();
}
