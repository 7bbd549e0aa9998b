using TorchSharp;

namespace Mas.Networks.Called;

/// <summary>The words of a task as a model knows them: ids go in as the model's own, logits come out in the task's order.</summary>
/// <param name="order">Where the model has each word.</param>
/// <param name="own">Width of its logits.</param>
internal sealed class CalledWords(CalledOrder order, int own)
{
    // Held for good: see ScalarTests. Its exponential is 0.
    private static readonly Scalar s_never = -1e4;

    private readonly bool _isOwnOrder = order.Due.SequenceEqual(Enumerable.Range(0, own).Select(i => (long?)i));

    /// <summary>Number of words in the order of the task: the task's and the model's other ones.</summary>
    public int Count => order.Due.Length;

    /// <summary>The model's id of a word; of a word that it has not, 0.</summary>
    public long Own(int id) => order.Fed[id] ?? 0;

    /// <summary>Logits in the task's order, differentiable.</summary>
    /// <param name="logits">[places, own words]</param>
    /// <returns>[places, words]</returns>
    public Tensor InOrder(Tensor logits)
    {
        if (_isOwnOrder)
            return logits.alias();
        using var scope = NewDisposeScope();
        Device device = Device.Of(logits);
        Tensor found = logits.index_select(1, device.Indices(Array.ConvertAll(order.Due, id => id ?? 0)));
        return (order.Due.Contains(null) ? found.masked_fill(device.Flags(Array.ConvertAll(order.Due, id => id is null), 1, Count), s_never)
            : found).MoveToOuterDisposeScope();
    }
}
