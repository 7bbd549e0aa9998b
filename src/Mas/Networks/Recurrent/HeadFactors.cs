using Mas.Kernels;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>The weights of a two-layer head, laid out for the way forward and backward.</summary>
internal sealed class HeadFactors : IDisposable
{
    public HeadFactors(TwoLayerHead head)
    {
        using Tensor hidden = head.HiddenWeight.t(), output = head.OutputWeight.t();
        (Width, Vocabulary) = ((int)hidden.size(1), (int)output.size(1));
        Hidden = new RightFactor(hidden);
        HiddenBack = new RightFactor(head.HiddenWeight);
        HiddenBias = head.HiddenBias;
        Output = new RightFactor(output, head.OutputBias);
        OutputBack = new RightFactor(head.OutputWeight);
    }

    /// <summary>Units between the two layers.</summary>
    public int Width { get; }

    /// <summary>Number of words.</summary>
    public int Vocabulary { get; }

    /// <summary>[hidden, head width], without the bias.</summary>
    public RightFactor Hidden { get; }

    /// <summary>[head width, hidden]</summary>
    public RightFactor HiddenBack { get; }

    /// <summary>[head width], the network's.</summary>
    public Tensor HiddenBias { get; }

    /// <summary>[head width, vocab]</summary>
    public RightFactor Output { get; }

    /// <summary>[vocab, head width]</summary>
    public RightFactor OutputBack { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Hidden.Dispose();
        HiddenBack.Dispose();
        Output.Dispose();
        OutputBack.Dispose();
    }
}
