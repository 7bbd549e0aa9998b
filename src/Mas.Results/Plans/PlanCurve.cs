namespace Mas.Results.Plans;

/// <summary>One measure along one list, the others held at their last value.</summary>
/// <param name="Points">Those of which a recording of every network is measured, in the order of the list.</param>
internal sealed record PlanCurve(string Measure, PlanKey Varied, IReadOnlyList<PlanCurvePoint> Points)
{
    /// <summary>Every curve, measure after measure.</summary>
    /// <param name="networks">The one that works alike first, then those that do not.</param>
    public static IReadOnlyList<PlanCurve> Of(PlanLists lists, IReadOnlyList<string> networks, IReadOnlyList<PlanRow> rows)
    {
        ILookup<(PlanPoint, string), PlanRow> found = rows.ToLookup(row => (row.Point, row.Measure));
        return
        [
            .. from measure in PlanMeasure.All from key in lists.Varied
                select new PlanCurve(measure.Word, key, [.. lists.Of(key).Select(value =>
                    Point(measure, value, networks, found[(lists.Best.With(key, value), measure.Word)])).OfType<PlanCurvePoint>()]),
        ];
    }

    private static PlanCurvePoint? Point(PlanMeasure measure, double value, IReadOnlyList<string> networks, IEnumerable<PlanRow> rows)
    {
        Dictionary<string, Dictionary<int, double>> byDraw = networks.ToDictionary(network => network, network => rows
            .Where(row => row.Network == network && row.Value is not null).ToDictionary(row => row.Draw, row => row.Value!.Value));
        if (byDraw.Values.Any(draws => draws.Count == 0))
            return null;
        Dictionary<int, double> alike = byDraw[networks[0]];
        return new(
            value, [.. networks.Select(network => Mean(network, [.. byDraw[network].OrderBy(draw => draw.Key)], measure.Low, 1))],
            [.. networks.Skip(1).Select(network => Mean(network, [.. Paired(alike, byDraw[network])], measure.Low - 1, 1 - measure.Low))
                .Where(difference => difference.Draws > 0)]);
    }

    // By draw: the same units, trials and noise of both.
    private static IEnumerable<KeyValuePair<int, double>> Paired(Dictionary<int, double> alike, Dictionary<int, double> different) =>
        alike.Where(draw => different.ContainsKey(draw.Key)).OrderBy(draw => draw.Key)
            .Select(draw => KeyValuePair.Create(draw.Key, draw.Value - different[draw.Key]));

    private static PlanMean Mean(string network, KeyValuePair<int, double>[] draws, double low, double high)
    {
        if (draws.Length == 0)
            return new(network, 0, null, null, 0);
        DrawInterval mean = DrawInterval.Of([.. draws.Select(draw => draw.Value)], low, high);
        return new(network, mean.Mean, mean.Interval?.Low, mean.Interval?.High, mean.Draws);
    }
}

/// <summary>A point of a curve.</summary>
/// <param name="Value">Of the list that is gone through.</param>
/// <param name="Networks">Each network's own mean over draws.</param>
/// <param name="Differences">The one that works alike less each of the others, draw by draw.</param>
internal sealed record PlanCurvePoint(double Value, IReadOnlyList<PlanMean> Networks, IReadOnlyList<PlanMean> Differences)
{
    /// <summary>Whether it is told apart from every other network: the interval of each difference is above 0. Null where a difference has
    /// no interval.</summary>
    public bool? Tells => Differences.Count < Networks.Count - 1 || Differences.Any(difference => difference.Low is null) ? null
        : Differences.All(difference => difference.Low > 0);
}

/// <summary>A mean over draws with its 95 % interval.</summary>
/// <param name="Network">Of this one, or of the difference from this one.</param>
/// <param name="Low">Null of one draw.</param>
/// <param name="High">Null of one draw.</param>
internal sealed record PlanMean(string Network, double Mean, double? Low, double? High, int Draws);
