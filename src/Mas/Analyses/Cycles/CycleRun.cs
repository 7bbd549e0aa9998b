using Mas.Interchange;
using Mas.Networks;

namespace Mas.Analyses.Cycles;

/// <summary>Runs cycles through one network into another.</summary>
internal sealed class CycleRun
{
    private readonly InterchangeData _first;
    private readonly InterchangeData _second; // its source is replaced by what the first interventions have led to
    private readonly int[] _later;

    /// <param name="source">Natural activity of the network that is read first.</param>
    /// <param name="via">Natural activity of the network in between over <see cref="Fed"/>.</param>
    /// <param name="target">Natural activity of the network that is written last.</param>
    /// <param name="replacesAll">Whether the mask drops the target's other coordinates.</param>
    public CycleRun(
        IReadOnlyList<Cycle> cycles, (Activity Activity, TokenRows Rows) source, (RunnableActivity Activity, TokenRows Rows) via,
        (RunnableActivity Activity, TokenRows Rows) target, int variable, bool replacesAll)
    {
        Route[] routes = [new Route(0, 1, variable)];
        _later = [.. cycles.Select(cycle => cycle.Later)];
        _first = new InterchangeData(
            [source.Activity, via.Activity], [null, via.Activity], [source.Rows, via.Rows], routes,
            [[.. cycles.Select((cycle, row) => cycle.First with { TargetSequence = row })]], replacesAll);
        _second = new InterchangeData(
            [via.Activity, target.Activity], [null, target.Activity], [via.Rows, target.Rows], routes,
            [[.. cycles.Select((cycle, row) =>
                cycle.Second with { Donors = [.. cycle.Second.Donors.Select(donor => donor with { Sequence = row })] })]], replacesAll);
    }

    /// <summary>What the network in between is fed: each target up to the first intervention, and what follows it then.</summary>
    public static TokenRows Fed(IReadOnlyList<Cycle> cycles, SequencePool via) => TokenRows.From([.. cycles.Select(cycle =>
        (int[])[.. via.Tokens(cycle.First.TargetSequence)[..(cycle.First.TargetPosition + 1)], .. cycle.First.Continuation])]);

    /// <summary>How the last network behaves.</summary>
    /// <param name="maps">Of the three networks, in the order of the cycle, with the masks of all.</param>
    public RouteOutcome Evaluate(StepMaps maps)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var carried = new GivenLatents(LaterLatents.Of(_first, maps with { Maps = [maps.Maps[0], maps.Maps[1]] }, _later));
        InterchangeData second = _second with { Sources = [carried, _second.Sources[1]], Pools = [carried.Rows, _second.Pools[1]] };
        return new InterchangeEngine(second, 1).Evaluate(maps with { Maps = [maps.Maps[1], maps.Maps[2]] })[0];
    }

    /// <summary>How it behaves unchanged, against the same labels.</summary>
    public RouteOutcome Floor() => new InterchangeEngine(_second, 1).Evaluate(null)[0];
}
