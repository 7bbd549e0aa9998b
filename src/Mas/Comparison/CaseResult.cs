using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;

namespace Mas.Comparison;

/// <summary>What one method and size has given.</summary>
/// <param name="Floors">The no-swap control, where it was asked for.</param>
internal sealed record CaseResult(CaseData Data, IReadOnlyList<SeedResult> Seeds, TestFloors? Floors) : IDisposable
{
    /// <summary>[test routes] the no-swap control, where it was asked for.</summary>
    public IReadOnlyList<RouteOutcome>? Floor => Floors?.Outcomes;

    /// <summary>Of some results that of a method and size; null where it is not among them.</summary>
    public static CaseResult? Find(IEnumerable<CaseResult> results, AlignmentCase variant) =>
        results.FirstOrDefault(result => result.Data.Case.IsSameAs(variant));

    /// <summary>The seed whose alignment decides.</summary>
    public SeedResult Chosen => Seeds[Choice.Chosen];

    private SeedChoice Choice => new(SeedValidation.Chosen([.. Seeds.Select(seed => seed.Validation)]), Data.Setup.Same, Data.Setup.Nulls);

    /// <summary>The result of every tested direction, over all seeds.</summary>
    public IEnumerable<TestedDirection> Tested()
    {
        return new DirectionSummary(Data.Test, [.. Seeds.Select(seed => seed.Evaluation)], Floors, Choice).Of(Data.Setup.Label)
            .Select((one, route) => one with { Result = one.Result with { LearnedSizes = LearnedSizes(Data.Test.Routes[route]) } });

        int[]? LearnedSizes(Route route)
        {
            int[] sizes = [.. Seeds.Select(seed => Data.Setup.LearnedSize(route, seed.Learned.Sizes)).OfType<int>()];
            return sizes.Length > 0 ? sizes : null;
        }
    }

    /// <summary>[seeds][interventions] whether every scored token of a tested direction was right.</summary>
    public bool[][] TrialsRight(int route) => [.. Seeds.Select(seed => seed.Evaluation.Outcomes[route].TrialsRight)];

    /// <summary>The same with one more control.</summary>
    /// <param name="outcomes">[seeds][test routes]</param>
    public CaseResult With(string control, IEnumerable<IReadOnlyList<RouteOutcome?>> outcomes) => this with
    {
        Seeds = [.. Seeds.Zip(outcomes, (seed, controlled) => seed with { Evaluation = seed.Evaluation.With(control, controlled) })],
    };

    public void Dispose()
    {
        foreach (SeedResult seed in Seeds)
            seed.Learned.Dispose();
    }
}
