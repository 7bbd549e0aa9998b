using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>The weights of an embedding, one recurrent cell and a head.</summary>
internal sealed class RecurrentWeights(RecurrentCell cell, IReadOnlyDictionary<string, Tensor> named) : NetworkWeights(named)
{
    /// <summary>[vocab, embedding width]</summary>
    public Tensor Embedding { get; } = named["embedding.weight"];

    /// <summary>[gates · hidden, embedding width]</summary>
    public Tensor InputWeight { get; } = named["cell.weight_ih"];

    /// <summary>[gates · hidden, hidden]</summary>
    public Tensor StateWeight { get; } = named["cell.weight_hh"];

    /// <summary>[gates · hidden]</summary>
    public Tensor InputBias { get; } = named["cell.bias_ih"];

    /// <summary>[gates · hidden]</summary>
    public Tensor StateBias { get; } = named["cell.bias_hh"];

    public int Vocabulary => (int)Embedding.size(0);

    public int Hidden => (int)StateWeight.size(1);

    public int Width => Cell.Vectors * Hidden;

    internal RecurrentCell Cell => cell;

    internal RecurrentHead Head { get; } = RecurrentHead.Of(named);

    /// <summary>Whether its steps are run by a pass of our own.</summary>
    internal bool IsWrittenOut => Cell is GruCell && GruPass.Fits(StateWeight);

    /// <summary>States before any token, [rows, width] of zeros.</summary>
    internal Tensor Start(long rows) => Device.Zeros(rows, Width);

    /// <summary>Logits of states, [rows, vocab], differentiable.</summary>
    internal Tensor Logits(Tensor states) => Head.Logits(Cell.Hidden(states));
}
