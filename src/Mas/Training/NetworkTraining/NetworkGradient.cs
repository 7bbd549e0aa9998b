using Mas.Networks;
using static TorchSharp.torch;

namespace Mas.Training.NetworkTraining;

/// <summary>Mean cross-entropy of a batch's scored tokens and its gradient with respect to every weight.</summary>
internal abstract class NetworkGradient
{
    /// <summary>The fastest way there is for networks of this configuration.</summary>
    public static NetworkGradient Of(NetworkConfig config) => config is { Architecture: "gru", Head: null }
        ? new GruGradient()
        : new AutogradGradient(Architecture.Of(config), config);

    /// <param name="weights">Where the gradient is taken, by checkpoint name.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="dropout">[scored, dropout width] factors of the units; null leaves them as they are.</param>
    /// <returns>The loss, and the gradients in the order of <paramref name="weights"/>.</returns>
    public abstract (double Loss, Tensor[] Gradients) At(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout);
}
