namespace Mas.Results.Verification;

/// <summary>Compares the values that were evaluated again with those that the run has stored.</summary>
internal static class ValueComparison
{
    // Shares are quotients of whole numbers: their own rounding is no difference.
    private const double Rounding = 1e-12;

    /// <summary>Every value that contradicts, in the order of the stored ones, then those that are not stored. Of training and validation
    /// only what was evaluated again is looked at, which is the kept step.</summary>
    /// <param name="stored">Rows of the run's <c>metrics.csv</c>.</param>
    /// <param name="isExact">Whether every value must be equal to the last bit; else within <see cref="Tolerance"/>.</param>
    public static IReadOnlyList<ValueDifference> Of(IEnumerable<MetricRow> stored, IReadOnlyList<TestValue> found, bool isExact)
    {
        Dictionary<MetricRow, TestValue[]> now = found.GroupBy(value => Key(value.Row))
            .ToDictionary(group => group.Key, group => group.OrderBy(value => value.Row.Value).ToArray());
        Dictionary<MetricRow, MetricRow[]> before = stored.GroupBy(Key)
            .Where(group => group.Key.Split == Metrics.Test || now.ContainsKey(group.Key))
            .ToDictionary(group => group.Key, group => Sorted(group, now.GetValueOrDefault(group.Key, [])));
        return
        [
            .. before.SelectMany(pair => Compare(pair.Key, pair.Value, now.GetValueOrDefault(pair.Key, []), isExact)),
            .. now.Where(pair => !before.ContainsKey(pair.Key)).SelectMany(pair => Compare(pair.Key, [], pair.Value, isExact)),
        ];
    }

    // Two trainings whose rows only their values tell apart have both validated at a step that one of them has kept.
    private static MetricRow[] Sorted(IGrouping<MetricRow, MetricRow> rows, TestValue[] found)
    {
        IEnumerable<MetricRow> chosen = rows.Key.Split == Metrics.Test ? rows
            : rows.OrderBy(row => found.Min(value => Math.Abs(value.Row.Value - row.Value))).Take(found.Length);
        return [.. chosen.OrderBy(row => row.Value)];
    }

    /// <summary>How many values are equal to the last bit.</summary>
    public static int Equal(IEnumerable<MetricRow> stored, IReadOnlyList<TestValue> found) =>
        found.Count - Of(stored, found, isExact: true).Count(one => one.Found is not null);

    // Sizes that are no key of their own, such as two pairs with the same sum, give rows that only their values tell apart.
    private static IEnumerable<ValueDifference> Compare(MetricRow key, MetricRow[] stored, TestValue[] found, bool isExact)
    {
        for (int i = 0; i < Math.Max(stored.Length, found.Length); i++)
        {
            double? before = i < stored.Length ? stored[i].Value : null, now = i < found.Length ? found[i].Row.Value : null;
            double allowed = isExact || before is null || now is null ? 0 : Tolerance.Of(key.Metric, before.Value, found[i].Samples);
            if (before is null || now is null || !Agree(before.Value, now.Value, allowed))
                yield return new ValueDifference(key, before, now, allowed);
        }
    }

    private static bool Agree(double stored, double found, double allowed) =>
        stored.Equals(found) || (allowed > 0 && Math.Abs(stored - found) <= allowed + Rounding);

    private static MetricRow Key(MetricRow row) => row with { Value = 0 };
}

/// <summary>A value that was evaluated, with what it is a share of.</summary>
/// <param name="Row">As it stands in <c>metrics.csv</c>.</param>
/// <param name="Samples">Interventions, or of a network's own values sequences, that were looked at.</param>
internal sealed record TestValue(MetricRow Row, int Samples);
