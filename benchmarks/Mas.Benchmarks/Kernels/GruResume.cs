using BenchmarkDotNet.Attributes;
using Mas.Benchmarks.Steps;
using Mas.Interchange;
using Mas.Networks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Benchmarks.Kernels;

/// <summary>One target network's part of a step: 2 × 128 replaced states, to the logits at their scored positions and back.</summary>
public class GruResume // not sealed: BenchmarkDotNet refuses a sealed one
{
    private const int Rows = 128; // of each source
    private StoredNetworks? _pair;
    private Recording? _recording;
    private TargetRows? _rows;
    private PreparedTargets? _prepared;

    [GlobalSetup]
    public void SetUp()
    {
        _pair = StoredNetworks.Pair();
        InterchangeData data = _pair.Training;
        Intervention[] batch = [.. data.Routes.Index().Where(entry => entry.Item.Target == 0).SelectMany(entry => data.Interventions[entry.Index].Take(Rows))];
        int[] positions = [.. batch.Select(one => data.Pools[0].Offsets[one.TargetSequence] + one.TargetPosition)];
        _rows = new TargetRows(positions, positions, TokenRows.From([.. batch.Select(one => one.Continuation)]), [.. batch.SelectMany(one => one.Scored)]);
        _recording = data.Recordings[0];
        _prepared = _recording.Prepare(_rows);
    }

    /// <summary>What a step does before it: the order of the rows, their natural states.</summary>
    [Benchmark]
    public void Prepare() => _recording!.Prepare(_rows!).Dispose();

    [Benchmark]
    public void Forward()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _prepared!.Logits((latents, _) => latents.alias());
    }

    [Benchmark]
    public void ForwardBackward()
    {
        using var scope = NewDisposeScope();
        _prepared!.Logits((latents, _) => latents.detach().requires_grad_(true)).sum().backward();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _prepared?.Dispose();
        _pair?.Dispose();
    }
}
