namespace Mas.Results.Reports.Evidence;

/// <summary>Where networks stand to the noise ceiling of one that is the mean of several people.</summary>
internal static class CeilingText
{
    /// <summary>One sentence for each measure and each network with people.</summary>
    public static IEnumerable<string> Sentences(IReadOnlyList<SimilarityValue> values) =>
        from measure in values.GroupBy(value => value.Measure)
        from ceiling in Ceilings([.. measure])
        select Sentence(measure.Key, ceiling);

    /// <summary>For each network with people the others, in their order.</summary>
    public static IEnumerable<CeilingOf> Ceilings(IReadOnlyList<SimilarityValue> values) => values
        .SelectMany(value => (value.People ?? []).Select(people => new ToPeople(
            people.Network == value.Source ? value.Target : value.Source, value, people)))
        .GroupBy(one => one.People.Network).Select(group => new CeilingOf(group.Key, [.. group]));

    /// <summary><c>.638</c> with its sign; a dash where there is none.</summary>
    public static string Number(double? value) => value is double number && double.IsFinite(number)
        ? number.ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '−') : "–";

    private static string Sentence(string measure, CeilingOf ceiling)
    {
        PeopleSimilarity people = ceiling.Others[0].People;
        if (people is not { Lower: double lower, Upper: double upper })
            return $"`{measure}` has no noise ceiling over the {people.People} people of {ceiling.Network}.";
        string[] reaching = [.. ceiling.Others.Where(other => other.People.Mean >= lower).Select(other => other.Name)];
        string ends = $"the noise ceiling over the {people.People} people of {ceiling.Network}, {Number(lower)} to {Number(upper)}";
        return reaching.Length == 0 ? $"By `{measure}` none of the others reaches the lower end of {ends}."
            : $"By `{measure}` {Listed.Few(reaching)} {(reaching.Length == 1 ? "reaches" : "reach")} the lower end of {ends}"
                + (reaching.Length == ceiling.Others.Count ? "." : ", and the others do not.");
    }
}

/// <summary>A network compared with the people of another.</summary>
/// <param name="Name">The network.</param>
internal sealed record ToPeople(string Name, SimilarityValue Value, PeopleSimilarity People);

/// <summary>A network that is the mean of several people, and all that is compared with it.</summary>
/// <param name="Others">At least one.</param>
internal sealed record CeilingOf(string Network, IReadOnlyList<ToPeople> Others);
