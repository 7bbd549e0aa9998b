namespace Mas.Similarity;

/// <summary>How unlike two samples are, x and y the rows of their latents.</summary>
internal enum Distance
{
    /// <summary>|x − y|²</summary>
    SquaredEuclidean,

    /// <summary>|x − y|</summary>
    Euclidean,

    /// <summary>1 − x·y / (|x||y|); units are not centred.</summary>
    Cosine,

    /// <summary>1 − Pearson's correlation of x and y over the units.</summary>
    Correlation,
}

/// <summary>Their words in names of measures.</summary>
internal static class DistanceWords
{
    public static string Word(this Distance distance) => distance switch
    {
        Distance.SquaredEuclidean => "squared-euclidean",
        Distance.Euclidean => "euclidean",
        Distance.Cosine => "cosine",
        Distance.Correlation => "correlation",
        _ => throw new ArgumentOutOfRangeException(nameof(distance)),
    };
}
