namespace Mas.Similarity;

/// <summary>Representational similarity analysis of matrices of dissimilarities as they are given: a correlation over all pairs of
/// different conditions, the strict upper triangle.</summary>
/// <param name="Name">Its word in files and tables.</param>
internal sealed record GivenMeasure(string Name, Correlation Correlation)
{
    /// <summary>In the order of the documentation; the first is what is measured where nothing is named.</summary>
    public static IReadOnlyList<GivenMeasure> All { get; } =
    [
        new("rsa-given-spearman", Correlation.Spearman), new("rsa-given-pearson", Correlation.Pearson),
        new("rsa-given-kendall", Correlation.KendallTauB),
    ];

    /// <summary>The measure of that name, or null.</summary>
    public static GivenMeasure? Find(string name) => All.FirstOrDefault(measure => measure.Name == name);

    /// <summary>Why a measure of activity has no value for matrices, in one sentence.</summary>
    public static string Without(string measure) =>
        $"{measure} has no value: it is computed from activity, and a matrix of dissimilarities has none; {All[0].Name} compares matrices.";

    /// <summary>Why there is no value of a matrix whose numbers are all equal, in one sentence.</summary>
    public string Constant(string network) => $"{Name} has no value: all dissimilarities of {network} are equal.";
}
