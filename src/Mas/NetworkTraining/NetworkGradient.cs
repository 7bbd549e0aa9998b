using Mas.Networks.Formats;

namespace Mas.NetworkTraining;

/// <summary>Mean cross-entropy of a batch's scored tokens and its gradient with respect to every weight.</summary>
internal abstract class NetworkGradient
{
    /// <summary>The fastest way there is for networks of this configuration.</summary>
    /// <param name="config">Of the network.</param>
    /// <param name="threads">Threads at most; they change no bytes.</param>
    public static NetworkGradient Of(TrainableConfig config, int threads = 1)
    {
        var whole = new WrittenOutGradient(config);
        return config.IsWorthSplitting ? new SplitGradient(whole, threads) : whole;
    }

    /// <param name="weights">Where the gradient is taken, by checkpoint name.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="dropout">[scored, dropout width] factors of the units; null leaves them as they are.</param>
    /// <returns>The loss, and the gradients in the order of <paramref name="weights"/>.</returns>
    public abstract (double Loss, Tensor[] Gradients) At(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout);
}
