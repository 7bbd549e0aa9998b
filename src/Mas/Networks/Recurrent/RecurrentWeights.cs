using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>The weights of an embedding, one recurrent cell and a head, named as in a checkpoint.</summary>
/// <remarks>A view of tensors that someone else may own; disposing it disposes them.</remarks>
internal sealed class RecurrentWeights : IDisposable
{
    /// <param name="cell">What the weights belong to.</param>
    /// <param name="named">Names and shapes are those of the architecture.</param>
    internal RecurrentWeights(RecurrentCell cell, IReadOnlyDictionary<string, Tensor> named)
    {
        Cell = cell;
        Named = new SortedDictionary<string, Tensor>(named.ToDictionary(), StringComparer.Ordinal);
        Head = RecurrentHead.Of(Named);
        Embedding = Named["embedding.weight"];
        InputWeight = Named["cell.weight_ih"];
        StateWeight = Named["cell.weight_hh"];
        InputBias = Named["cell.bias_ih"];
        StateBias = Named["cell.bias_hh"];
    }

    /// <summary>By checkpoint name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, Tensor> Named { get; }

    /// <summary>[vocab, embedding width]</summary>
    public Tensor Embedding { get; }

    /// <summary>[gates · hidden, embedding width]</summary>
    public Tensor InputWeight { get; }

    /// <summary>[gates · hidden, hidden]</summary>
    public Tensor StateWeight { get; }

    /// <summary>[gates · hidden]</summary>
    public Tensor InputBias { get; }

    /// <summary>[gates · hidden]</summary>
    public Tensor StateBias { get; }

    /// <summary>Where they are, and their type.</summary>
    internal Device Device => Device.Of(StateWeight);

    /// <summary>Number of words.</summary>
    public int Vocabulary => (int)Embedding.size(0);

    /// <summary>Width of the hidden vector.</summary>
    public int Hidden => (int)StateWeight.size(1);

    /// <summary>Width of the state.</summary>
    public int Width => Cell.Vectors * Hidden;

    internal RecurrentCell Cell { get; }

    internal RecurrentHead Head { get; }

    /// <summary>Whether its steps are run by a pass of our own.</summary>
    internal bool IsWrittenOut => Cell is GruCell && GruPass.Fits(StateWeight);

    /// <summary>States before any token, [rows, width] of zeros.</summary>
    internal Tensor Start(long rows) => Device.Zeros(rows, Width);

    /// <summary>Logits of states, [rows, vocab], differentiable.</summary>
    internal Tensor Logits(Tensor states) => Head.Logits(Cell.Hidden(states));

    /// <summary>A copy of another type, for instance float64 for exact comparisons; it belongs to the caller.</summary>
    public RecurrentWeights To(ScalarType type)
    {
        using var scope = NewDisposeScope();
        return new(Cell, Named.ToDictionary(pair => pair.Key, pair => pair.Value.detach().to_type(type, copy: true).DetachFromDisposeScope()));
    }

    public void Dispose()
    {
        foreach (Tensor weight in Named.Values)
            weight.Dispose();
    }
}
