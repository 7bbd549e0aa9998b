namespace Mas.Similarity;

/// <summary>How alike to the people's matrices any matrix can be at all, since people differ (Nili et al. 2014). The upper end is the mean
/// correlation of each person with the mean of all people, the lower end that of each person with the mean of the others.</summary>
/// <remarks>What is averaged over people is what makes their mean the matrix that correlates with them best: ranks for Spearman, values
/// centred and of one length for Pearson. For Kendall, where no such matrix is known, it is ranks too, so that a matrix may lie a little
/// above the upper end.</remarks>
internal sealed record PeopleCeiling(double Lower, double Upper)
{
    /// <param name="people">At least 2.</param>
    /// <returns>Null where a correlation has no value.</returns>
    public static PeopleCeiling? Of(Correlation correlation, IReadOnlyList<GivenVector> people)
    {
        var sum = new double[people[0].Common.Length];
        foreach (GivenVector person in people)
            Vectors.Add(sum, person.Common);
        var all = new GivenVector(correlation, sum);
        double? lower = Mean(people, person => GivenVector.Between(person, new GivenVector(correlation, Others(sum, person))));
        double? upper = Mean(people, person => GivenVector.Between(person, all));
        return lower is double low && upper is double high ? new(low, high) : null;
    }

    /// <summary>The mean over people; null where one has no value.</summary>
    public static double? Mean(IReadOnlyList<GivenVector> people, Func<GivenVector, double?> value)
    {
        double?[] values = [.. people.Select(value)];
        return values.Contains(null) ? null : values.Average();
    }

    private static double[] Others(double[] sum, GivenVector person)
    {
        double[] others = [.. sum];
        for (int i = 0; i < others.Length; i++)
            others[i] -= person.Common[i];
        return others;
    }
}
