namespace Mas.Similarity;

/// <summary>What a measure has computed of one representation, once, for all pairs that it is in. Outlives the representation.</summary>
internal abstract class Fitted(string measure, int samples, int width) : IDisposable
{
    public string Measure => measure;

    /// <summary>n</summary>
    public int Samples => samples;

    /// <summary>d</summary>
    public int Width => width;

    /// <summary>The same of the samples in another order, without computing it again: what a permutation null is made of.</summary>
    /// <param name="order">[n] the sample that stands at each place afterwards, each once.</param>
    public abstract Fitted Reordered(int[] order);

    public abstract void Dispose();

    /// <summary>The place of each number 0 … m − 1 in an order of them.</summary>
    private protected static int[] Inverse(int[] order)
    {
        var places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
            places[order[place]] = place;
        return places;
    }

    /// <summary>A tensor's rows in this order.</summary>
    private protected static Tensor Rows(Tensor tensor, ReadOnlySpan<int> order)
    {
        using Tensor rows = Device.Of(tensor).Indices(order);
        return tensor.index_select(0, rows);
    }
}
