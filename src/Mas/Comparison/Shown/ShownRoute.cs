using Mas.Causal;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Verdicts;
using Mas.Tasks;

namespace Mas.Comparison.Shown;

/// <summary>A tested direction that the report shows, with the variable that stands for what is exchanged there.</summary>
/// <param name="Index">Among the test routes of its case.</param>
/// <param name="Exchange">The exchange that the variable belongs to.</param>
/// <param name="Pair">The variable, of the source and of the target.</param>
internal sealed record ShownRoute(
    CaseResult Case, int Index, DirectionResult Result, VariableExchange Exchange, (int Source, int Target) Pair)
{
    public Route Route => Case.Data.Test.Routes[Index];

    public IReadOnlyList<Intervention> Interventions => Case.Data.Test.Interventions[Index];

    public bool[] Right => Case.Chosen.Evaluation.Outcomes[Index].TrialsRight;

    /// <summary>The judged directions, those between networks alone where there are such, the lowest bound first.</summary>
    public static IReadOnlyList<ShownRoute> Of(RunData data, IReadOnlyList<CaseResult> results, IReadOnlyList<DirectionResult> directions)
    {
        IReadOnlyList<DirectionResult> judged = Verdict.Judged(directions) is { Count: > 0 } between ? between : directions;
        bool isBetween = judged.Any(direction => !direction.IsWithin);
        return [.. judged.Where(direction => direction.IsWithin != isBetween && direction.Variable != Verdict.Extraneous)
            .OrderBy(direction => direction.Chosen?.Low ?? direction.TrialIia)
            .Select(direction => Find(data, results, direction)).OfType<ShownRoute>()];
    }

    private static ShownRoute? Find(RunData data, IReadOnlyList<CaseResult> results, DirectionResult wanted)
    {
        foreach (CaseResult result in results)
            for (int r = 0; r < result.Data.Test.Routes.Count; r++)
                if (result.Data.Setup.Label(result.Data.Test.Routes[r]) is var label && label.Source == wanted.Source
                    && label.Target == wanted.Target && label.Method == wanted.Method && label.Variable == wanted.Variable
                    && label.Size == wanted.Size)
                    return Of(data, result, r, wanted);
        return null;
    }

    // Of several variables that are exchanged together the one with the most values says most.
    private static ShownRoute? Of(RunData data, CaseResult result, int index, DirectionResult wanted)
    {
        Route route = result.Data.Test.Routes[index];
        IReadOnlyList<Intervention> interventions = result.Data.Test.Interventions[index];
        SequencePool source = data.Pools(Metrics.Test)[route.Source].Sequences;
        var pairs = result.Data.Setup.Exchanges(route).SelectMany(exchange => exchange.Pairs.Select(pair => (exchange, pair))).ToArray();
        if (pairs.Length == 0)
            return null;
        (VariableExchange exchange, (int, int) pair) = pairs.MaxBy(one => interventions
            .SelectMany(made => made.Donors.Where(donor => donor.Subspace == one.exchange.Subspace))
            .Select(donor => source.Values(donor.Sequence, donor.Position)[one.pair.Source].Number).Distinct().Count());
        return new ShownRoute(result, index, wanted, exchange, pair);
    }

    /// <summary>What a value of a variable is called.</summary>
    public static string Called(CausalVariable variable, CausalValue value) => value.IsNone ? "none"
        : variable.Labels is { } labels && value.Whole(0, labels.Count - 1) is int label ? labels[label]
        : value.Number.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>All variables of a task after the token at a position, by name; those without a value are left out.</summary>
    public static IReadOnlyList<NamedValue> Values(SequenceTask task, ReadOnlySpan<CausalValue> values)
    {
        var named = new List<NamedValue>();
        for (int v = 0; v < values.Length; v++)
            if (!values[v].IsNone)
                named.Add(new NamedValue(task.Variables[v].Name, Called(task.Variables[v], values[v])));
        return named;
    }
}
