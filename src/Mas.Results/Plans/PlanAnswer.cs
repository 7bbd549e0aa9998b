namespace Mas.Results.Plans;

/// <summary>From which value of a list on a measure tells the network that works alike from those that do not: from there on the whole
/// 95 % interval of the difference lies above 0. Each interval is by itself; many of them are looked at.</summary>
/// <param name="From">The value from which on every interval of the difference is above 0; null where there is none.</param>
internal sealed record PlanAnswer(string Measure, PlanKey Varied, double? From, string Sentence)
{
    /// <summary>One for each curve that has a panel, list after list.</summary>
    public static IReadOnlyList<PlanAnswer> Of(PlanLists lists, IReadOnlyList<string> networks, IReadOnlyList<PlanCurve> curves) =>
    [
        .. from key in lists.Varied from measure in PlanMeasure.Drawn
            let curve = curves.FirstOrDefault(curve => curve.Varied == key && curve.Measure == measure.Word)
            where curve is { Points.Count: > 0 }
            select Of(measure, lists, networks, curve),
    ];

    private static PlanAnswer Of(PlanMeasure measure, PlanLists lists, IReadOnlyList<string> networks, PlanCurve curve)
    {
        int telling = curve.Points.Reverse().TakeWhile(point => point.Tells == true).Count();
        PlanCurvePoint? from = telling == 0 ? null : curve.Points[^telling];
        string sentence = curve.Points.Any(point => point.Tells is null) ? NoInterval(curve.Varied)
            : from is not null ? Above(lists, networks, curve, from)
            : Never(lists, networks, curve);
        return new(measure.Word, curve.Varied, from?.Value, $"{measure.Name}: {sentence}");
    }

    private static string NoInterval(PlanKey varied) =>
        $"the difference of a single draw has no interval, and nothing is said of {PlanWords.List(varied)}.";

    private static string Above(PlanLists lists, IReadOnlyList<string> networks, PlanCurve curve, PlanCurvePoint from)
    {
        string place = from == curve.Points[0] ? ", the first of the list" : from == curve.Points[^1] ? ", the last of the list" : "";
        string differences = Listed.Of([.. from.Differences.Select(one =>
            $"{PlanWords.Measured(one)}{(from.Differences.Count > 1 ? $" against {one.Network}" : "")}")]);
        return $"from {PlanWords.Value(curve.Varied, from.Value)} on{place}{PlanWords.Held(lists, curve.Varied)}, {networks[0]} is above "
            + $"{Others(networks)}. The difference there is {differences}, over "
            + $"{Listed.Count(from.Differences.Min(one => one.Draws), "draw")}.";
    }

    private static string Never(PlanLists lists, IReadOnlyList<string> networks, PlanCurve curve)
    {
        PlanCurvePoint[] some = [.. curve.Points.Where(point => point.Tells == true)];
        string held = PlanWords.Held(lists, curve.Varied);
        if (some.Length == 0)
            return $"at no point of the list of {PlanWords.List(curve.Varied)}{held} {networks[0]} is above {Others(networks)}.";
        string values = Listed.Of([.. some.Select(point => PlanWords.Value(curve.Varied, point.Value))]);
        return $"{networks[0]} is above {Others(networks)} at {values}{held}, and not at "
            + $"{PlanWords.Value(curve.Varied, curve.Points[^1].Value)}, the last of the list.";
    }

    private static string Others(IReadOnlyList<string> networks) =>
        (networks.Count > 2 ? "each of " : "") + Listed.Of([.. networks.Skip(1)]);
}
