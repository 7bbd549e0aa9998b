using System.Security.Cryptography;
using Mas.Tasks;
using Mas.Tensors.Safetensors;
using TorchSharp;

namespace Mas.Networks;

/// <summary>Configuration and weights of a network, as they are stored; disposed of by the caller unless it is opened.</summary>
/// <param name="Weights">By checkpoint name.</param>
internal sealed record StoredNetwork(NetworkConfig Config, IReadOnlyDictionary<string, Tensor> Weights) : IDisposable
{
    /// <summary>The frozen network with its words in the order of a task's ids; it takes the weights over.</summary>
    /// <param name="vocabulary">The task's words; each must be one of the network's.</param>
    /// <exception cref="InputException">It lacks a word.</exception>
    public Network Open(Vocabulary vocabulary)
    {
        long?[] order = Config.OrderOf(vocabulary, path: null);
        return Config.Open(Weights.ToDictionary(
            pair => pair.Key, pair => Config.WordTensors.Contains(pair.Key) ? InOrder(pair.Value, order) : pair.Value));
    }

    /// <summary>Name in the weight file by checkpoint name, where they came from one; null for a bias that is not there.</summary>
    public IReadOnlyDictionary<string, string?> FileNames { get; init; } = new Dictionary<string, string?>();

    /// <summary>SHA-256 of the weight file that it would have, in hexadecimal.</summary>
    public string Hash()
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, [.. Weights.Select(pair => TensorFile.ToData(pair.Key, pair.Value))]);
        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    /// <summary>The network with each weight replaced.</summary>
    /// <param name="replace">From name and weight to a fresh tensor.</param>
    internal StoredNetwork With(NetworkConfig config, Func<string, Tensor, Tensor> replace)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return new(config, Weights.ToDictionary(pair => pair.Key, pair => replace(pair.Key, pair.Value).DetachFromDisposeScope()));
    }

    // A word without a row gets one of zeros.
    private static Tensor InOrder(Tensor weight, long?[] order)
    {
        if (order.SequenceEqual(Enumerable.Range(0, order.Length).Select(i => (long?)i)))
            return weight;
        using var scope = NewDisposeScope();
        Device device = Device.Of(weight);
        using (weight)
        {
            Tensor rows = weight.index_select(0, device.Indices(Array.ConvertAll(order, id => id ?? 0)));
            Tensor absent = device.Flags(Array.ConvertAll(order, id => id is null), order.Length);
            using Scalar zero = 0;
            return rows.masked_fill_(weight.dim() == 1 ? absent : absent.unsqueeze(1), zero).MoveToOuterDisposeScope();
        }
    }

    public void Dispose() => Weights.Values.DisposeAll();
}
