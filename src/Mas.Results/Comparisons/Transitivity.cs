using Mas.Results.Verdicts;

namespace Mas.Results.Comparisons;

/// <summary>Two trained directions that lead from one network to another by way of a third.</summary>
internal sealed record Chain(Finding First, Finding Second)
{
    public Finding Weaker => First.Value <= Second.Value ? First : Second;

    public override string ToString() => $"{First.Result.Source} → {First.Result.Target} → {Second.Result.Target}";
}

/// <summary>A direction that was never trained, beside the best chain of trained ones: if the alignment is transitive, the direction
/// carries over at least as well as the chain's weaker leg, within the intervals.</summary>
/// <param name="Held">Chance-corrected where a floor was measured.</param>
/// <param name="Best">The chain whose weaker leg is strongest; null where no chain of trained directions leads there.</param>
internal sealed record Transitivity(Finding Held, Chain? Best)
{
    /// <summary>Null where there is no chain to compare with.</summary>
    public bool? Holds => Best is null ? null : Held.Interval.High >= Best.Weaker.Interval.Low;

    public static IReadOnlyList<Transitivity> Of(IReadOnlyList<DirectionResult> directions, IReadOnlyList<NamedDirection> heldOut)
    {
        HashSet<NamedDirection> held = [.. heldOut.Where(direction => !direction.IsWithin)];
        List<Finding> between = [.. directions.Select(Finding.Of).OfType<Finding>().Where(finding => !finding.IsWithin)];
        Finding[] legs = [.. between.Where(finding => finding.Result.Trained)];
        return [.. between.Where(finding => held.Contains(new NamedDirection(finding.Result.Source, finding.Result.Target)))
            .Select(finding => new Transitivity(finding, BestChain(finding.Result, legs)))];
    }

    private static Chain? BestChain(DirectionResult held, Finding[] legs) =>
        (from first in legs
         where first.Result.Source == held.Source
         from second in legs
         where second.Result.Source == first.Result.Target && second.Result.Target == held.Target
         select new Chain(first, second)).MaxBy(chain => chain.Weaker.Value);
}
