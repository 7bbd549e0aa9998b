namespace Mas.Networks.Recurrent;

/// <summary>Units that follow random functions of the state and that neither another unit nor the head reads: the network does what it did.
/// In an RNN n' = tanh(R h); in a GRU n' = z n + (1 − z)(tanh(R h)) with z = σ(−1); in an LSTM the memory is c' = σ(−1) c + σ(3) tanh(R h)
/// and the unit shows σ(3) tanh(c'). R [count, units] is normal with variance 1/units.</summary>
internal static class RecurrentNullUnits
{
    /// <summary>Biases of gates: one that lets nearly all through, and one that forgets.</summary>
    public const float Open = 3, Leak = -1;

    public static NullUnits Of(RecurrentConfig config, int count) =>
        new(config with { Width = config.Width + config.Cell.Vectors * count, EmbeddingWidth = config.Entering },
            (name, weight, seed) => Widen(config, count, name, weight, seed));

    private static Tensor Widen(RecurrentConfig config, int count, string name, Tensor weight, ulong seed)
    {
        int units = config.Hidden;
        IReadOnlyList<float> biases = config.Cell.IdleBiases;
        Device device = Device.Of(weight);
        return name switch
        {
            "cell.bias_ih" => Gates(weight, units, gate => device.From(Enumerable.Repeat(biases[gate], count).ToArray(), count)),
            "cell.bias_hh" => Gates(weight, units, _ => device.Zeros(count)),
            "cell.weight_ih" => Gates(weight, units, _ => device.Zeros(count, weight.size(1))),
            "cell.weight_hh" => cat(
            [
                Gates(weight, units, gate => gate == config.Cell.NewGate ? Random(device, count, units, seed) : device.Zeros(count, units)),
                device.Zeros(biases.Count * (units + count), count),
            ], 1),
            "head.0.weight" or "head.weight" => cat([weight, device.Zeros(weight.size(0), count)], 1),
            _ => weight.clone(),
        };
    }

    // Rows of each gate, then those of the units more.
    private static Tensor Gates(Tensor weight, int units, Func<int, Tensor> more) =>
        cat([.. weight.split(units, 0).SelectMany((rows, gate) => (Tensor[])[rows, more(gate)])], 0);

    private static Tensor Random(Device device, int count, int units, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[] values = [.. Enumerable.Range(0, count * units).Select(_ => (float)(random.NextGaussian() / Math.Sqrt(units)))];
        return device.From(values, count, units);
    }
}
