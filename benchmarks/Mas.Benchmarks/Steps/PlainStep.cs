using Mas.Kernels;
using Mas.Networks.Recurrent;

namespace Mas.Benchmarks.Steps;

/// <summary>The training step that the engine's is compared with, a straightforward program: for every direction both whole networks over
/// all whole sequences of the batch, padded; square alignment matrices; logits at every position; one plain backward pass. Nothing is
/// cached, and all is on one thread. The weights are frozen, as anyone would have them.</summary>
/// <param name="maps">What is trained. Owned from here on.</param>
internal sealed class PlainStep(StoredNetworks pair, LearnedMaps maps, ulong seed) : IDisposable
{
    private readonly InterchangeData _data = pair.Training;
    private readonly RecurrentWeights[] _weights = pair.Weights;
    private readonly TokenRows[] _pools = [.. pair.Training.Pools];
    private readonly LearnedMaps _maps = maps;
    private readonly OrthogonalAlignment[] _alignments = [.. maps.Alignments.Cast<OrthogonalAlignment>()];
    private readonly int _size = pair.Size;
    private readonly BatchSchedule _schedule =
        new(seed, [.. pair.Training.Interventions.Select(list => list.Count)], EngineSteps.Options.Batch);
    private readonly Adam _adam = maps.Optimiser();
    private int _step;

    /// <summary>Seconds of the next step.</summary>
    public double Next()
    {
        long began = Stopwatch.GetTimestamp();
        Backward(_schedule.At(_step++));
        _adam.Update(_step, EngineSteps.Options.LearningRate, [.. _alignments.Select(alignment => alignment.Parameter.grad)]);
        foreach (OrthogonalAlignment alignment in _alignments)
            alignment.Parameter.grad = null;
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Leaves the gradient of the mean over directions in the parameters.</summary>
    /// <returns>[routes] mean cross-entropy over the scored positions.</returns>
    public double[] Backward(IReadOnlyList<int[]> batch)
    {
        using var scope = NewDisposeScope();
        Tensor[] matrices = [.. _alignments.Select(alignment => alignment.Matrix())];
        Tensor losses = stack([.. _data.Routes.Select((route, index) =>
            Loss(route, [.. batch[index].Select(i => _data.Interventions[index][i])], matrices))]);
        losses.mean().backward();
        return losses.to_type(ScalarType.Float64).data<double>().ToArray();
    }

    private Tensor Loss(Route route, Intervention[] batch, Tensor[] matrices)
    {
        RecurrentWeights weights = _weights[route.Target];
        Tensor source = SourceLatents(route, batch).mm(matrices[route.Source]);
        Tensor mask = zeros(1, weights.Width);
        mask.narrow(1, 0, _size).fill_(HeldScalar.One);
        Tensor kept = ones_like(mask) - mask;
        PaddedRows rows = new([.. batch.Select(one => TargetTokens(route, one))]);
        var states = new List<Tensor>();
        Tensor state = zeros(batch.Length, weights.Width);
        for (int t = 0; t + 1 < rows.Longest; t++)
        {
            state = PlainGru.Cell(weights, rows.At(t), state);
            bool[] now = [.. batch.Select(one => one.TargetPosition == t)];
            if (now.Contains(true))
            {
                Tensor aligned = PlainGru.Sum(kept * state.mm(matrices[route.Target]), mask * source);
                state = where(tensor(now).unsqueeze(1), aligned.mm(matrices[route.Target].t()), state);
            }
            states.Add(state);
        }
        Tensor losses = nn.functional.cross_entropy(PlainGru.Head(weights, cat(states, 0)), rows.Next(), reduction: nn.Reduction.None);
        Tensor scored = tensor(Scored(batch, rows));
        return (losses * scored).sum() / scored.sum();
    }

    private Tensor SourceLatents(Route route, Intervention[] batch)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        PaddedRows rows = new([.. batch.Select(one => _pools[route.Source].Row(one.Donors[0].Sequence).ToArray())]);
        var states = new List<Tensor>();
        Tensor state = zeros(batch.Length, _weights[route.Source].Width);
        for (int t = 0; t < rows.Longest; t++)
        {
            state = PlainGru.Cell(_weights[route.Source], rows.At(t), state);
            states.Add(state);
        }
        Tensor places = tensor(batch.Select((one, i) => (long)one.Donors[0].Position * batch.Length + i).ToArray());
        return cat(states, 0).index_select(0, places).MoveToOuterDisposeScope();
    }

    private int[] TargetTokens(Route route, Intervention one) =>
        [.. _pools[route.Target].Row(one.TargetSequence)[..(one.TargetPosition + 1)], .. one.Continuation];

    // 1 where the token after the position is scored.
    private static float[] Scored(Intervention[] batch, PaddedRows rows)
    {
        var scored = new float[(rows.Longest - 1) * batch.Length];
        for (int i = 0; i < batch.Length; i++)
            for (int s = 0; s < batch[i].Scored.Length; s++)
                scored[(batch[i].TargetPosition + s) * batch.Length + i] = batch[i].Scored[s] ? 1 : 0;
        return scored;
    }

    public void Dispose()
    {
        _adam.Dispose();
        _maps.Dispose();
    }
}

/// <summary>Sequences of unequal length as one rectangle. What follows a row's end is any token: nobody looks at it.</summary>
internal sealed class PaddedRows
{
    private readonly long[] _tokens; // [longest, batch]

    public PaddedRows(IReadOnlyList<int[]> rows)
    {
        (Count, Longest) = (rows.Count, rows.Max(row => row.Length));
        _tokens = new long[Longest * Count];
        for (int i = 0; i < Count; i++)
            for (int t = 0; t < rows[i].Length; t++)
                _tokens[t * Count + i] = rows[i][t];
    }

    public int Count { get; }

    public int Longest { get; }

    /// <summary>The tokens of one time step, [batch].</summary>
    public Tensor At(int step) => tensor(_tokens.AsSpan(step * Count, Count).ToArray());

    /// <summary>The tokens after each of the first steps, [(longest − 1) · batch].</summary>
    public Tensor Next() => tensor(_tokens.AsSpan(Count).ToArray());
}

/// <summary>The GRU as anyone would write it: the whole batch, padded, one token at a time, the gates by the formula.</summary>
internal static class PlainGru
{
    /// <summary>h', [batch, width].</summary>
    /// <param name="tokens">[batch] int64</param>
    /// <param name="state">[batch, width]</param>
    public static Tensor Cell(RecurrentWeights weights, Tensor tokens, Tensor state)
    {
        Tensor embedded = weights.Embedding.index_select(0, tokens);
        Tensor[] input = nn.functional.linear(embedded, weights.Layers[0].InputWeight, weights.Layers[0].InputBias).chunk(3, 1);
        Tensor[] hidden = nn.functional.linear(state, weights.Layers[0].StateWeight, weights.Layers[0].StateBias).chunk(3, 1);
        Tensor reset = sigmoid(Sum(input[0], hidden[0]));
        Tensor update = sigmoid(Sum(input[1], hidden[1]));
        Tensor fresh = tanh(Sum(input[2], reset * hidden[2]));
        return Sum((ones_like(update) - update) * fresh, update * state);
    }

    /// <summary>Logits, [rows, vocab].</summary>
    public static Tensor Head(RecurrentWeights weights, Tensor states) => Layer(weights, "head.3", Layer(weights, "head.0", states).gelu());

    private static Tensor Layer(RecurrentWeights weights, string name, Tensor input) =>
        nn.functional.linear(input, weights.Named[name + ".weight"], weights.Named[name + ".bias"]);

    /// <summary>A sum whose inner factor stays alive; see <see cref="HeldScalar"/>.</summary>
    public static Tensor Sum(Tensor left, Tensor right) => left.add(right, HeldScalar.One);
}
