using BenchmarkDotNet.Attributes;

namespace Mas.Benchmarks.Kernels;

/// <summary>One target network's part of a step: 2 × 128 replaced states, to the loss at their scored positions and back.</summary>
public class GruResume // not sealed: BenchmarkDotNet refuses a sealed one
{
    private const int Rows = 128; // of each source
    private StoredNetworks? _pair;
    private RunnableActivity? _recording;
    private TargetRows? _rows;
    private ScoredTargets? _prepared;
    private bool[]? _scored;
    private double[]? _shares;

    [GlobalSetup]
    public void SetUp()
    {
        _pair = StoredNetworks.Pair();
        InterchangeData data = _pair.Training;
        Intervention[] batch = [.. data.Routes.Index().Where(entry => entry.Item.Target == 0)
            .SelectMany(entry => data.Interventions[entry.Index].Take(Rows))];
        int[] positions = [.. batch.Select(one => data.Pools[0].Offsets[one.TargetSequence] + one.TargetPosition)];
        _rows = new TargetRows(positions, positions, TokenRows.From([.. batch.Select(one => one.Continuation)]));
        _scored = [.. batch.SelectMany(one => one.Scored)];
        _recording = data.Targets[0]!;
        _prepared = new ScoredTargets(_recording.Prepare(_rows), _scored);
        _shares = [.. Enumerable.Repeat(1.0 / _prepared.Labels.Length, _prepared.Labels.Length)];
    }

    /// <summary>What a step does before it: the order of the rows, their natural states.</summary>
    [Benchmark]
    public void Prepare() => new ScoredTargets(_recording!.Prepare(_rows!), _scored!).Dispose();

    /// <summary>Written out, as a validation runs it.</summary>
    [Benchmark]
    public void Forward()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _prepared!.Run((latents, _) => latents.alias(), null);
    }

    /// <summary>Written out, as a step runs it.</summary>
    [Benchmark]
    public void ForwardBackward()
    {
        using var scope = NewDisposeScope();
        _prepared!.Run((latents, _) => latents.detach().requires_grad_(true), _shares).Surrogate!.backward();
    }

    /// <summary>The slow twin of <see cref="ForwardBackward"/>: automatic differentiation.</summary>
    [Benchmark(Baseline = true)]
    public void ForwardBackwardByAutograd()
    {
        using var scope = NewDisposeScope();
        Tensor logits = _prepared!.Logits((latents, _) => latents.detach().requires_grad_(true));
        nn.functional.cross_entropy(logits, tensor(_prepared.Labels)).backward();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _prepared?.Dispose();
        _pair?.Dispose();
    }
}
