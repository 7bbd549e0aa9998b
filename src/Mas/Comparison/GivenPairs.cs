using Mas.Results.Records;
using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>One correlation of every pair of networks that are matrices of dissimilarities.</summary>
internal sealed class GivenPairs(GivenMeasure measure, IReadOnlyList<ReadMatrices> networks, CancellationToken stop)
{
    /// <summary>In the order of the networks.</summary>
    public IReadOnlyList<SimilarityValue> Values()
    {
        Fitted[] fitted = [.. networks.Select(Fit)];
        return [.. from one in Enumerable.Range(0, fitted.Length)
                   from other in Enumerable.Range(one + 1, fitted.Length - one - 1)
                   select Value(fitted[one], fitted[other])];
    }

    private Fitted Fit(ReadMatrices network)
    {
        stop.ThrowIfCancellationRequested();
        GivenVector Vector(double[] values) => new(measure.Correlation, values);
        GivenVector mean = Vector(network.Matrices.Mean);
        if (network.Matrices.People.Count < 2)
            return new(network, mean, [], null);
        GivenVector[] people = [.. network.Matrices.PersonMeans.Select(Vector)];
        return new(network, mean, people, PeopleCeiling.Of(measure.Correlation, people));
    }

    private SimilarityValue Value(Fitted one, Fitted other)
    {
        stop.ThrowIfCancellationRequested();
        PeopleSimilarity[] people = [.. new[] { People(one, other), People(other, one) }.OfType<PeopleSimilarity>()];
        return new SimilarityValue(measure.Name, one.Network.Name, "", other.Network.Name, "", GivenVector.Between(one.Mean, other.Mean),
            false, true, one.Network.Matrices.Conditions)
        {
            People = people.Length == 0 ? null : people,
            Reason = one.Mean.IsConstant ? measure.Constant(one.Network.Name)
                : other.Mean.IsConstant ? measure.Constant(other.Network.Name) : null,
        };
    }

    private static PeopleSimilarity? People(Fitted several, Fitted other) => several.People.Count == 0 ? null : new(
        several.Network.Name, several.People.Count,
        PeopleCeiling.Mean(several.People, person => GivenVector.Between(person, other.Mean)),
        several.Ceiling?.Lower, several.Ceiling?.Upper);

    // People are empty of a network that is of one person.
    private sealed record Fitted(ReadMatrices Network, GivenVector Mean, IReadOnlyList<GivenVector> People, PeopleCeiling? Ceiling);
}
