namespace Mas.Training;

/// <summary>One validated moment that may be kept.</summary>
/// <param name="Iia">Trial IIA of its worst trained direction; 1 where none can be run.</param>
/// <param name="ClLoss">Mean CL loss; 0 where none is trained.</param>
internal sealed record KeptCheckpoint(int Step, double Iia, double ClLoss);

/// <summary>The checkpoint that training keeps: the lowest CL loss among the steps whose worst trial IIA is within 0.005 of the best;
/// without a CL loss, the best worst trial IIA. Ties go to the earlier (method.md section 5).</summary>
/// <remarks>As the best IIA may still rise, every candidate that no other beats in both is held until it is out of reach.</remarks>
/// <param name="rule">Best is the above; last replaces what is held by whatever comes.</param>
internal sealed class KeptCheckpoints(KeptCheckpointRule rule) : IDisposable
{
    private const double WithinBest = 0.005;

    private readonly List<(KeptCheckpoint Moment, Tensor[] Parameters)> _held = [];

    /// <summary>By step.</summary>
    public IReadOnlyList<(KeptCheckpoint Moment, Tensor[] Parameters)> Held => _held;

    /// <summary>The one that would be kept if training ended now; null before the first.</summary>
    public KeptCheckpoint? Best => Choose()?.Moment;

    public Tensor[] BestParameters => Choose()!.Value.Parameters;

    public void Offer(KeptCheckpoint moment, Func<Tensor[]> parameters)
    {
        if (rule == KeptCheckpointRule.Last)
            Drop(_ => true);
        if (_held.Exists(held => held.Moment.Iia >= moment.Iia && held.Moment.ClLoss <= moment.ClLoss))
            return;
        _held.Add((moment, parameters()));
        double best = _held.Max(held => held.Moment.Iia);
        Drop(held => held != moment && ((moment.Iia >= held.Iia && moment.ClLoss <= held.ClLoss) || held.Iia < best - WithinBest));
    }

    /// <summary>Takes over those of a captured state.</summary>
    public void Restore(IEnumerable<(KeptCheckpoint, Tensor[])> held)
    {
        Drop(_ => true);
        _held.AddRange(held);
    }

    private (KeptCheckpoint Moment, Tensor[] Parameters)? Choose()
    {
        if (_held.Count == 0)
            return null;
        double best = _held.Max(held => held.Moment.Iia);
        return _held.Where(held => held.Moment.Iia >= best - WithinBest)
            .OrderBy(held => held.Moment.ClLoss).ThenBy(held => held.Moment.Step).First();
    }

    private void Drop(Predicate<KeptCheckpoint> condition)
    {
        foreach ((KeptCheckpoint moment, Tensor[] parameters) in _held.Where(held => condition(held.Moment)).ToArray())
        {
            parameters.DisposeAll();
            _held.RemoveAll(held => held.Moment == moment);
        }
    }

    public void Dispose() => Drop(_ => true);
}
