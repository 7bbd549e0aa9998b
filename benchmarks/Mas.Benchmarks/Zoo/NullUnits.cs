using Mas.Networks.Formats;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Benchmarks.Zoo;

/// <summary>
/// A recurrent network with more units, which follow random functions of the state and which neither another unit nor the head reads, so
/// that the copy does what its original does. In a GRU n' = z n + (1 − z)(tanh(R h)) with z = σ(−1); in an LSTM the memory is
/// c' = σ(−1) c + σ(3) tanh(R h) and the unit shows σ(3) tanh(c'). R [count, units] is normal with variance 1/units.
/// </summary>
internal static class NullUnits
{
    private const float Open = 3, Leak = -1;

    /// <summary>The copy.</summary>
    /// <param name="original">A GRU or an LSTM.</param>
    /// <param name="count">Units more.</param>
    /// <param name="seed">Of R.</param>
    public static NetworkCopy Add(NetworkCopy original, int count, ulong seed)
    {
        NetworkConfig config = original.Config;
        int units = original.Units;
        NetworkConfig wider = config with { Width = config.Width / units * (units + count), EmbeddingWidth = config.EmbeddingWidth > 0 ? config.EmbeddingWidth : config.Width };
        float[] biases = config.Architecture == "gru" ? [Open, Leak, 0] : [Open, Leak, 0, Open]; // reset, update, new; input, forget, cell, output
        return original.With(wider, (name, weight) => name switch
        {
            "cell.bias_ih" => Gates(weight, units, gate => full(count, biases[gate])),
            "cell.bias_hh" => Gates(weight, units, _ => zeros(count)),
            "cell.weight_ih" => Gates(weight, units, _ => zeros(count, weight.size(1))),
            "cell.weight_hh" => cat([Gates(weight, units, gate => gate == 2 ? Random(count, units, seed) : zeros(count, units)), zeros(biases.Length * (units + count), count)], 1),
            "head.0.weight" or "head.weight" => cat([weight, zeros(weight.size(0), count)], 1),
            _ => weight.clone(),
        });
    }

    // Rows of each gate, then those of the units more.
    private static Tensor Gates(Tensor weight, int units, Func<int, Tensor> more) =>
        cat([.. Enumerable.Range(0, (int)weight.size(0) / units).SelectMany(gate => (Tensor[])[weight.narrow(0, gate * units, units), more(gate)])], 0);

    private static Tensor Random(int count, int units, ulong seed)
    {
        var random = new SeededRandom(seed);
        var values = new float[count * units];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(random.NextGaussian() / Math.Sqrt(units));
        return Device.Cpu.From(values, count, units);
    }
}
