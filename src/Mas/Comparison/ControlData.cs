using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Comparison;

/// <summary>What the controls of a run need beside its test interventions, each made once for all methods, sizes and seeds, when it is
/// first asked for.</summary>
internal sealed class ControlData(Experiment experiment, RunData data, int threads)
{
    private readonly Dictionary<int, FullExchange?> _full = [];
    private readonly List<string> _impossible = [];

    /// <summary>Controls that could not be made, one sentence each.</summary>
    public IReadOnlyList<string> Impossible => _impossible;

    /// <summary>Networks that are intervened on, with what the exchange of the whole latent within each gives; empty where the control is
    /// not asked for.</summary>
    public IEnumerable<(int Network, FullExchange Found)> FullExchanges => experiment.Evaluation.Controls.Contains(Control.FullExchange)
        ? [.. from setup in data.Setups() from route in setup.Tested group route by route.Target into targets
            orderby targets.Key let found = FullOf(targets.Key) where found is not null select (targets.Key, found)]
        : [];

    /// <summary>Makes everything that is asked for, while all natural activity is there.</summary>
    public void Prepare() => _ = FullExchanges.Count();

    /// <summary>Controls that depend on no alignment, one outcome per tested route; null where it is none.</summary>
    /// <param name="asked">Controls that are wanted, which may be fewer than the run's.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<RouteOutcome?>> Unaligned(
        CaseSetup setup, ValueList<Control> asked)
    {
        var found = new Dictionary<string, IReadOnlyList<RouteOutcome?>>();
        if (asked.Contains(Control.FullExchange))
            found[Metrics.FullExchange] = [.. setup.Tested.Select(route =>
                route.Direction.IsWithin && !setup.IsRemainder(route) ? FullOf(route.Target)?.Outcome : null)];
        return found;
    }

    private FullExchange? FullOf(int network)
    {
        if (!_full.TryGetValue(network, out FullExchange? found))
            _full[network] = found = MakeFullExchange(network);
        return found;
    }

    private FullExchange? MakeFullExchange(int network)
    {
        RecordedPool pool = data.Pools(Metrics.Test)[network];
        try
        {
            IReadOnlyList<Intervention> interventions = data.Draw(
                Metrics.Test, [new Route(network, network)], _ => [FullExchange.Exchanged(pool.Sequences.Task)],
                experiment.Alignment.Test)[0];
            return FullExchange.Of(pool, interventions, threads);
        }
        catch (InputException error)
        {
            // Some variables may never have a value together.
            _impossible.Add($"The control {Metrics.FullExchange} cannot be made within {data.Networks[network].Name}: {error.Message}.");
            return null;
        }
    }
}
