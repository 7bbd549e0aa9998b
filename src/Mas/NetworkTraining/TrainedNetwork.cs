using Mas.Networks;

namespace Mas.NetworkTraining;

/// <summary>What training has given. Accuracies are shares of fresh sequences with every scored token right, on sequences of their
/// own.</summary>
/// <param name="Config">As it is stored beside the weights.</param>
/// <param name="Weights">By checkpoint name; disposed with this, unless <see cref="Open"/> has made a network of them.</param>
/// <param name="Reached">Whether every one of the sequences that decide was right.</param>
/// <param name="TrainedAccuracy">On quantities that were trained on.</param>
/// <param name="HeldOutAccuracy">On quantities that never were shown; NaN where the task holds none out.</param>
internal sealed record TrainedNetwork(
    NetworkConfig Config, IReadOnlyDictionary<string, Tensor> Weights, int Steps, bool Reached, double TrainedAccuracy,
    double HeldOutAccuracy) : IDisposable
{
    /// <summary>The frozen network; it takes the weights over.</summary>
    /// <param name="device">Where it shall be; null for the processor, where it was trained.</param>
    public Network Open(Device? device = null)
    {
        if (device is null || device == Device.Cpu)
            return Config.Open(Weights);
        using (this)
            return Config.Open(Weights.ToDictionary(pair => pair.Key, pair => device.Copy(pair.Value)));
    }

    public void Dispose() => Weights.Values.DisposeAll();
}
