namespace Mas.Kernels;

/// <summary>The weights of a two-layer head, laid out for the way forward and backward.</summary>
internal sealed class HeadFactors : IDisposable
{
    /// <param name="hiddenWeight">[head width, hidden]</param>
    /// <param name="hiddenBias">[head width]; used on, not copied.</param>
    /// <param name="outputWeight">[vocab, head width]</param>
    /// <param name="outputBias">[vocab]</param>
    public HeadFactors(Tensor hiddenWeight, Tensor hiddenBias, Tensor outputWeight, Tensor outputBias)
    {
        using Tensor hidden = hiddenWeight.t(), output = outputWeight.t();
        (Width, Vocabulary) = ((int)hidden.size(1), (int)output.size(1));
        Hidden = new RightFactor(hidden);
        HiddenBack = new RightFactor(hiddenWeight);
        HiddenBias = hiddenBias;
        Output = new RightFactor(output, outputBias);
        OutputBack = new RightFactor(outputWeight);
    }

    /// <summary>Units between the two layers.</summary>
    public int Width { get; }

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

    public void Dispose()
    {
        foreach (RightFactor factor in (RightFactor[])[Hidden, HiddenBack, Output, OutputBack])
            factor.Dispose();
    }
}
