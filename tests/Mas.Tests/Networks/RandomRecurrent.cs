using System.Globalization;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Oracles.Networks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>A small random recurrent network in float64, a pool of sequences, and targets in it.</summary>
internal sealed class RandomRecurrent : IDisposable
{
    private const int Words = 7, Sequences = 6, Targeted = 12;

    private SeededRandom _random;

    /// <param name="layers">More than one start from a state of their own.</param>
    public RandomRecurrent(string cell, string head, ulong seed, int layers = 1)
    {
        NativeTorch.Load();
        _random = new SeededRandom(seed);
        using RecurrentWeights single = Weights(Config(cell, head) with { Layers = layers, HasStart = layers > 1 }, seed);
        Network = new RecurrentNetwork(single.To(ScalarType.Float64));
        Pool = TokenRows.From([.. Enumerable.Range(0, Sequences).Select(_ => Tokens(3 + _random.Next(7)))]);
    }

    public RecurrentNetwork Network { get; }

    public TokenRows Pool { get; }

    /// <summary>Fresh float32 weights of a GRU with a two-layer head.</summary>
    public static RecurrentWeights Gru(int words, int width, int headWidth, ulong seed) =>
        Weights(Config("gru", "mlp-gelu") with { Width = width, EmbeddingWidth = 0, HeadWidth = headWidth, Vocabulary = Named(words) },
            seed);

    private static RecurrentWeights Weights(RecurrentConfig config, ulong seed)
    {
        using var network = (RecurrentNetwork)config.Fresh(seed);
        return network.Weights.To(ScalarType.Float32);
    }

    private static RecurrentConfig Config(string cell, string head)
    {
        var config = (RecurrentConfig)FreshConfig.Of(cell, 10, 0, head == "linear" ? 0 : 6, 0, Named(Words), "multi-object");
        return config with { EmbeddingWidth = 4, Head = head };
    }

    private static string[] Named(int words) => [.. Enumerable.Range(0, words).Select(word => $"w{word}")];

    /// <summary>Rows at random places with continuations of their own; some positions are not scored.</summary>
    public (TargetRows Rows, bool[] Scored) Targets(bool stepwise)
    {
        (int[] first, int[] last) = Places(stepwise);
        var continuations = TokenRows.From([.. last.Select(_ => Tokens(1 + _random.Next(5)))]);
        return (new TargetRows(first, last, continuations), [.. continuations.Tokens.Select((_, i) => i == 0 || _random.Next(3) > 0)]);
    }

    /// <summary>Rows that go on as their sequences do, scored throughout.</summary>
    public (TargetRows Rows, bool[] Scored) NaturalTargets(bool stepwise)
    {
        (int[] first, int[] last) = Places(stepwise);
        var continuations = TokenRows.From([.. last.Select(position => Pool.Tokens[(position + 1)..Pool.Offsets[Sequence(position) + 1]])]);
        return (new TargetRows(first, last, continuations), [.. continuations.Tokens.Select(_ => true)]);
    }

    public static MixedReplacement Replacement(int width, TargetRows rows)
    {
        var random = new SeededRandom(5);
        Tensor Numbers(int count) =>
            tensor(Enumerable.Range(0, count * width).Select(_ => random.NextGaussian()).ToArray(), [count, width]).requires_grad_(true);
        return new MixedReplacement(Numbers(width), Numbers(rows.EntryOffsets[^1]));
    }

    /// <summary>Logits at the scored positions: every sequence from its start, token by token, nothing kept.</summary>
    /// <param name="rows">The targets.</param>
    /// <param name="scored">Like the continuations' tokens.</param>
    /// <param name="site">Where latents are replaced.</param>
    /// <param name="replace">By what.</param>
    /// <param name="seen">Told of the latent at the site after each token that follows a row's last entry: row, step, latent.</param>
    public Tensor PlainLogits(TargetRows rows, bool[] scored, Site site, Replacement replace, Action<int, int, Tensor>? seen = null)
    {
        RecurrentWeights weights = Network.Weights;
        var logits = new List<Tensor>();
        for (int row = 0; row < rows.Count; row++)
        {
            int start = Pool.Offsets[Sequence(rows.First[row])], before = rows.Last[row] + 1 - start;
            int[] tokens = [.. Pool.Tokens[start..(rows.Last[row] + 1)], .. rows.Continuations.Row(row)];
            Tensor state = RecurrentOracle.Start(weights);
            for (int t = 0; t + 1 < tokens.Length; t++)
            {
                int flat = start + t;
                int[] entry = flat >= rows.First[row] && flat <= rows.Last[row] ? [rows.EntryOffsets[row] + flat - rows.First[row]] : [];
                Tensor input = RecurrentOracle.Embedding(weights, tokens[t]);
                bool isReplaced = entry.Length > 0;
                state = RecurrentOracle.Cell(weights, site == Network.Embedding && isReplaced ? replace(input, entry) : input, state,
                    (layer, own) => isReplaced && site.Name == $"state.{layer}" ? replace(own, entry) : own);
                if (site == Network.State && isReplaced)
                    state = replace(state, entry);
                if (t >= before)
                    seen?.Invoke(row, t + 1 - before, site == Network.Embedding ? input : OfSite(state, site));
                if (t + 1 >= before && scored[rows.Continuations.Offsets[row] + t + 1 - before])
                    logits.Add(RecurrentOracle.Head(weights, state));
            }
        }
        return cat(logits, 0);
    }

    private Tensor OfSite(Tensor state, Site site) => site == Network.State
        ? state : state.narrow(1, site.Width * int.Parse(site.Name["state.".Length..], CultureInfo.InvariantCulture), site.Width);

    private (int[] First, int[] Last) Places(bool stepwise)
    {
        var first = new int[Targeted];
        var last = new int[Targeted];
        for (int row = 0; row < Targeted; row++)
        {
            int sequence = _random.Next(Pool.Count), start = Pool.Offsets[sequence];
            last[row] = start + _random.Next(Pool.Length(sequence) - 1);
            // The sequence's start, where nothing is recorded before, and places inside it.
            first[row] = stepwise ? start + (row % 2 == 0 ? 0 : _random.Next(last[row] - start + 1)) : last[row];
        }
        return (first, last);
    }

    private int Sequence(int flat) => Enumerable.Range(0, Pool.Count).Last(sequence => Pool.Offsets[sequence] <= flat);

    private int[] Tokens(int count)
    {
        var tokens = new int[count];
        for (int t = 0; t < count; t++)
            tokens[t] = _random.Next(Words);
        return tokens;
    }

    public void Dispose() => Network.Dispose();
}

/// <summary>Replaces latents by a mixture of them and a vector of the entry's own; both parts are learnable.</summary>
/// <param name="Matrix">[width, width]</param>
/// <param name="Added">[entries, width]</param>
internal sealed record MixedReplacement(Tensor Matrix, Tensor Added)
{
    public Tensor Replace(Tensor latents, int[] entries) =>
        latents.mm(Matrix).add(Added.index_select(0, Device.Cpu.Indices(entries)), HeldScalar.One).tanh();
}
