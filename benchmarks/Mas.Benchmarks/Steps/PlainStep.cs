using Mas.Kernels;
using Mas.Networks.Recurrent;

namespace Mas.Benchmarks.Steps;

/// <summary>The training step that the engine's is compared with, a straightforward program: for every direction both whole networks over
/// all whole sequences of the batch, padded; square alignment matrices; logits at every position; one plain backward pass. Nothing is
/// cached, and all is on one thread. The weights are frozen, as anyone would have them.</summary>
internal sealed class PlainStep : IDisposable
{
    private readonly InterchangeData _data;
    private readonly RecurrentWeights[] _weights;
    private readonly TokenRows[] _pools;
    private readonly LearnedMaps _maps;
    private readonly OrthogonalAlignment[] _alignments;
    private readonly int _size;
    private readonly BatchSchedule _schedule;
    private readonly Adam _adam;
    private int _step;

    /// <param name="maps">What is trained. Owned from here on.</param>
    public PlainStep(StoredNetworks pair, LearnedMaps maps, ulong seed)
    {
        (_data, _weights, _pools, _maps, _size) = (pair.Training, pair.Weights, [.. pair.Training.Pools], maps, pair.Size);
        _alignments = [.. maps.Alignments.Cast<OrthogonalAlignment>()];
        _schedule = new BatchSchedule(seed, [.. _data.Interventions.Select(list => list.Count)], EngineSteps.Options.Batch);
        _adam = maps.Optimiser();
    }

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
        Tensor losses = stack([.. _data.Routes.Select((route, index) => Loss(route, [.. batch[index].Select(i => _data.Interventions[index][i])], matrices))]);
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
