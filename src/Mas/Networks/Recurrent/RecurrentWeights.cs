using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>The weights of an embedding, recurrent layers one upon the other, and a head that reads the uppermost.</summary>
internal sealed class RecurrentWeights : NetworkWeights
{
    private readonly Tensor[] _starts; // [layers, hidden] hidden vectors, and memories; none where they are zeros

    /// <param name="named">As of <see cref="RecurrentConfig.Shapes"/>.</param>
    public RecurrentWeights(RecurrentCell cell, IReadOnlyDictionary<string, Tensor> named)
        : base(named)
    {
        Cell = cell;
        Embedding = named["embedding.weight"];
        Head = RecurrentHead.Of(named);
        Layers = [.. Enumerable.Range(0, named.Count).TakeWhile(layer => named.ContainsKey($"{RecurrentLayer.Name(layer)}.weight_ih"))
            .Select(layer => RecurrentLayer.Of(named, layer))];
        _starts = [.. RecurrentConfig.Starts(cell).Where(named.ContainsKey).Select(name => named[name])];
    }

    /// <summary>[vocab, embedding width]</summary>
    public Tensor Embedding { get; }

    /// <summary>From below.</summary>
    public IReadOnlyList<RecurrentLayer> Layers { get; }

    public int Vocabulary => (int)Embedding.size(0);

    /// <summary>Of each layer.</summary>
    public int Hidden => (int)Layers[0].StateWeight.size(1);

    /// <summary>Of one layer's state.</summary>
    public int LayerWidth => Cell.Vectors * Hidden;

    /// <summary>Of the whole state: those of all layers, side by side from below.</summary>
    public int Width => Layers.Count * LayerWidth;

    internal RecurrentCell Cell { get; }

    internal RecurrentHead Head { get; }

    /// <summary>Whether its steps are run by a pass of our own.</summary>
    internal bool IsWrittenOut => Cell is GruCell && Layers.Count == 1 && GruPass.Fits(Layers[0].StateWeight);

    /// <summary>States before any token, [rows, width]: zeros, or those that it has learned.</summary>
    internal Tensor Start(long rows)
    {
        if (_starts.Length == 0)
            return Device.Zeros(rows, Width);
        using var scope = NewDisposeScope();
        return cat(_starts, 1).reshape(1, Width).repeat(rows, 1).MoveToOuterDisposeScope();
    }

    /// <summary>One layer's part of whole states, [rows, layer width].</summary>
    internal Tensor OfLayer(Tensor states, int layer) =>
        Layers.Count == 1 ? states : states.narrow(1, (long)layer * LayerWidth, LayerWidth);

    /// <summary>What the head reads of whole states, [rows, hidden].</summary>
    internal Tensor Read(Tensor states) => Cell.Hidden(OfLayer(states, Layers.Count - 1));

    /// <summary>Logits of whole states, [rows, vocab], differentiable.</summary>
    internal Tensor Logits(Tensor states) => Head.Logits(Read(states));
}
