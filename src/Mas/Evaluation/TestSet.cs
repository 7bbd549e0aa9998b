using Mas.Alignments;
using Mas.Interchange;
using Mas.Results;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Evaluation;

/// <summary>
/// The test interventions of every direction, and the data of the controls made from them. Shared by all alignment seeds,
/// looked at once per seed, at the end.
/// </summary>
public sealed class TestSet : IDisposable
{
    private readonly InterchangeData _data;
    private readonly InterchangeData? _identity;
    private readonly InterchangeData? _shuffled;
    private readonly IReadOnlyList<string> _controls;

    /// <param name="pools">[networks] test activity.</param>
    /// <param name="routes">Every direction that can be run.</param>
    /// <param name="interventions">[routes] the test interventions.</param>
    /// <param name="controls">Controls that are wanted, by name.</param>
    /// <param name="seed">Data seed; decides the shuffled pairing.</param>
    public TestSet(
        IReadOnlyList<RecordedPool> pools, IReadOnlyList<Route> routes, IReadOnlyList<IReadOnlyList<Intervention>> interventions,
        IReadOnlyList<string> controls, ulong seed)
    {
        _controls = controls;
        _data = Data(pools, routes, interventions);
        if (controls.Contains(Metrics.Identity))
        {
            _identity = Data(pools, routes, [.. routes.Select((route, r) =>
                (IReadOnlyList<Intervention>)[.. interventions[r].Select(one => pools[route.Target].Sequences.Natural(one.TargetSequence, one.TargetPosition))])]);
        }
        if (controls.Contains(Metrics.Shuffled))
        {
            _shuffled = Data(pools, routes, [.. interventions.Select((list, r) =>
                (IReadOnlyList<Intervention>)ShuffledPairing.Of(list, SeededRandom.Derive(seed, "shuffled", r)))]);
        }
    }

    /// <summary>Every direction that is tested.</summary>
    public IReadOnlyList<Route> Routes => _data.Routes;

    /// <summary>[routes] the test interventions.</summary>
    public IReadOnlyList<IReadOnlyList<Intervention>> Interventions => _data.Interventions;

    /// <summary>The no-swap control: the unchanged targets against the counterfactual labels. It depends on no alignment.</summary>
    public IReadOnlyList<RouteOutcome>? Floor(int threads) =>
        _controls.Contains(Metrics.NoSwap) ? new InterchangeEngine(_data, threads).Evaluate(null) : null;

    /// <summary>Tests the kept checkpoint of one seed, with its controls.</summary>
    /// <param name="seed">Alignment seed.</param>
    /// <param name="step">Step of the checkpoint.</param>
    /// <param name="factors">[networks] its thin factors.</param>
    /// <param name="threads">Passes side by side at most.</param>
    public SeedEvaluation Evaluate(int seed, int step, IReadOnlyList<Tensor> factors, int threads)
    {
        var controls = new Dictionary<string, IReadOnlyList<RouteOutcome?>>();
        if (_identity is not null)
            controls[Metrics.Identity] = new InterchangeEngine(_identity, threads).Evaluate(factors);
        if (_controls.Contains(Metrics.RandomOrthogonal))
            controls[Metrics.RandomOrthogonal] = EvaluateRandom(seed, factors, threads);
        if (_shuffled is not null)
            controls[Metrics.Shuffled] = new InterchangeEngine(_shuffled, threads).Evaluate(factors);
        return new SeedEvaluation(seed, step, new InterchangeEngine(_data, threads).Evaluate(factors), controls);
    }

    // Within a network and at its full width every orthogonal matrix makes the same intervention, the source's whole latent:
    // random ones are no control there.
    private RouteOutcome?[] EvaluateRandom(int seed, IReadOnlyList<Tensor> factors, int threads)
    {
        using var scope = NewDisposeScope();
        Tensor[] random = [.. factors.Select((factor, k) =>
            OrthogonalBase.Random((int)factor.size(0), SeededRandom.Derive((ulong)seed, "random-orthogonal", k)).narrow(1, 0, factor.size(1)).to_type(factor.dtype))];
        RouteOutcome[] outcomes = new InterchangeEngine(_data, threads).Evaluate(random);
        return [.. outcomes.Select((outcome, r) => Routes[r].Source == Routes[r].Target && Routes[r].Block.Size == random[Routes[r].Target].size(0) ? null : outcome)];
    }

    private static InterchangeData Data(IReadOnlyList<RecordedPool> pools, IReadOnlyList<Route> routes, IReadOnlyList<IReadOnlyList<Intervention>> interventions) =>
        new([.. pools.Select(pool => pool.Recording)], [.. pools.Select(pool => pool.Rows)], routes, interventions);

    /// <inheritdoc/>
    public void Dispose()
    {
        _data.Dispose();
        _identity?.Dispose();
        _shuffled?.Dispose();
    }
}
