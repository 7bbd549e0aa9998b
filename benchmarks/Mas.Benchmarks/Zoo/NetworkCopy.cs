using Mas.Networks.Formats;
using Mas.Tensors.Safetensors;
using static TorchSharp.torch;

namespace Mas.Benchmarks.Zoo;

/// <summary>Configuration and weights of a network, as they are stored; to be disposed of by the caller.</summary>
/// <param name="Config">Its configuration.</param>
/// <param name="Weights">By checkpoint name.</param>
internal sealed record NetworkCopy(NetworkConfig Config, IReadOnlyDictionary<string, Tensor> Weights) : IDisposable
{
    /// <summary>Units of the state or of the residual stream; an LSTM has two numbers for each.</summary>
    public int Units => Weights.TryGetValue("cell.weight_hh", out Tensor? recurrent) ? (int)recurrent.size(1) : Config.Width;

    /// <summary>A stored network with its weights under checkpoint names.</summary>
    public static NetworkCopy Read(string folder)
    {
        using SafetensorsFile file = SafetensorsFile.Open(NetworkFolder.WeightsPath(folder));
        NetworkConfig config = NetworkFolder.ReadConfig(folder);
        return new(config, Architecture.Of(config).Shapes(config).ToDictionary(pair => pair.Key, pair => file.ReadFloating(pair.Key).DetachFromDisposeScope()));
    }

    /// <summary>The network with each weight replaced.</summary>
    /// <param name="config">Its new configuration.</param>
    /// <param name="replace">From name and weight to a fresh tensor.</param>
    public NetworkCopy With(NetworkConfig config, Func<string, Tensor, Tensor> replace)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return new(config, Weights.ToDictionary(pair => pair.Key, pair => replace(pair.Key, pair.Value).DetachFromDisposeScope()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor weight in Weights.Values)
            weight.Dispose();
    }
}
