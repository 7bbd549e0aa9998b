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
    private StoredPair? _pair;
    private PreparedTargets? _prepared;
    private ResumePlan? _plan;
    private Tensor? _latents;

    [GlobalSetup]
    public void Prepare()
    {
        NativeTorch.Load();
        _pair = new StoredPair();
        TargetGroup group = _pair.Training.Targets[0];
        int[] chosen = [.. Enumerable.Range(0, Rows)];
        int[] rows = [.. group.Members.SelectMany((_, member) => group.Rows(member, chosen))];
        _prepared = group.Prepared;
        _plan = _prepared.Plan(rows);
        _latents = _prepared.Latents(rows);
    }

    [Benchmark]
    public void Forward()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _prepared!.Logits(_latents!, _plan!);
    }

    [Benchmark]
    public void ForwardBackward()
    {
        using var scope = NewDisposeScope();
        Tensor latents = _latents!.detach().requires_grad_(true);
        _prepared!.Logits(latents, _plan!).sum().backward();
        latents.grad!.Dispose();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _latents?.Dispose();
        _plan?.Dispose();
        _pair?.Dispose();
    }
}
