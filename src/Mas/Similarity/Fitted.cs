namespace Mas.Similarity;

/// <summary>What a measure has computed of one representation, once, for all pairs that it is in. Outlives the representation.</summary>
/// <param name="measure">Name of the measure.</param>
/// <param name="samples">n</param>
/// <param name="width">d</param>
internal abstract class Fitted(string measure, int samples, int width) : IDisposable
{
    /// <summary>Name of the measure.</summary>
    public string Measure => measure;

    /// <summary>n</summary>
    public int Samples => samples;

    /// <summary>d</summary>
    public int Width => width;

    /// <summary>The same of the samples in another order, without computing it again: what a permutation null is made of.</summary>
    /// <param name="order">[n] the sample that stands at each place afterwards, each once.</param>
    public abstract Fitted Reordered(int[] order);

    public abstract void Dispose();
}
