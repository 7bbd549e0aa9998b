using Mas.Networks;
using Mas.Networks.Formats;
using Mas.Networks.Transformers;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>A small random transformer, a pool of sequences, and targets in it.</summary>
internal sealed class RandomTransformer : IDisposable
{
    private const int Words = 7, Sequences = 9, Targeted = 20; // more rows than one group of attention holds

    private SeededRandom _random;

    public RandomTransformer(int layers, ScalarType type, ulong seed)
        : this(config => config with { Layers = layers }, type, seed)
    {
    }

    /// <param name="change">Gives the form of two layers another one; its positions are 16 where they are learned.</param>
    public RandomTransformer(Func<TransformerConfig, TransformerConfig> change, ScalarType type, ulong seed)
    {
        NativeTorch.Load();
        _random = new SeededRandom(seed);
        Config = change((TransformerConfig)FreshConfig.Of(
            "transformer", 12, 2, 0, 0, [.. Enumerable.Range(0, Words).Select(word => $"w{word}")], "multi-object") with
        { Longest = 16 });
        IReadOnlyDictionary<string, Tensor> weights = Config.Random(seed);
        // Fresh biases are 0 and norms the identity: moved, so that a forgotten one is seen.
        using (var scope = NewDisposeScope())
            foreach (Tensor weight in weights.Values)
                if (weight.dim() == 1)
                    weight.copy_(weight
                        - tensor(Enumerable.Range(0, (int)weight.size(0)).Select(_ => (float)(0.3 * _random.NextGaussian())).ToArray()));
        using var single = (TransformerNetwork)Config.Open(weights);
        Network = new TransformerNetwork(single.Weights.To(type));
        Pool = TokenRows.From([.. Enumerable.Range(0, Sequences).Select(_ => Tokens(3 + _random.Next(6)))]);
    }

    public TrainableConfig Config { get; }

    public TransformerNetwork Network { get; }

    public TokenRows Pool { get; }

    /// <summary>Rows at random places with continuations of their own, or those of their sequences; some positions are not
    /// scored.</summary>
    public (TargetRows Rows, bool[] Scored) Targets(bool stepwise, bool natural = false)
    {
        var first = new int[Targeted];
        var last = new int[Targeted];
        var continuations = new int[Targeted][];
        for (int row = 0; row < Targeted; row++)
        {
            int sequence = _random.Next(Pool.Count), start = Pool.Offsets[sequence];
            last[row] = start + _random.Next(Pool.Length(sequence) - 1);
            first[row] = stepwise ? start + (row % 2 == 0 ? 0 : _random.Next(last[row] - start + 1)) : last[row];
            continuations[row] = natural ? Pool.Tokens[(last[row] + 1)..Pool.Offsets[sequence + 1]] : Tokens(1 + _random.Next(5));
        }
        var rows = TokenRows.From(continuations);
        return (new TargetRows(first, last, rows), [.. rows.Tokens.Select(_ => natural || _random.Next(3) > 0)]);
    }

    /// <summary>Logits at the scored positions: every sequence from its start, position by position.</summary>
    public Tensor PlainLogits(TargetRows rows, bool[] scored, string site, Replacement replace)
    {
        var logits = new List<Tensor>();
        for (int row = 0; row < rows.Count; row++)
        {
            int start = Start(rows.First[row]), before = rows.Last[row] + 1 - start, first = rows.First[row] - start,
                entry = rows.EntryOffsets[row];
            int[] tokens = [.. Pool.Tokens[start..(rows.Last[row] + 1)], .. rows.Continuations.Row(row)];
            Tensor all = TransformerOracle.Logits(Network.Weights, tokens, (at, t, latent) =>
                at == (site == "embedding" ? "layer.0" : site) && t >= first && t < before ? replace(latent, [entry + t - first]) : latent);
            for (int s = 0; s < rows.Continuations.Length(row); s++)
                if (scored[rows.Continuations.Offsets[row] + s])
                    logits.Add(all.narrow(0, before - 1 + s, 1));
        }
        return cat(logits, 0);
    }

    /// <summary>Flat position at which the sequence of a position begins.</summary>
    public int Start(int flat) => Pool.Offsets.Last(offset => offset <= flat);

    private int[] Tokens(int count)
    {
        var tokens = new int[count];
        for (int t = 0; t < count; t++)
            tokens[t] = _random.Next(Words);
        return tokens;
    }

    public void Dispose() => Network.Dispose();
}
