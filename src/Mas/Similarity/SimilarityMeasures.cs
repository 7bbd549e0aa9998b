namespace Mas.Similarity;

/// <summary>All measures by their names.</summary>
internal static class SimilarityMeasures
{
    private const int Advised = 3;
    private static readonly SimilarityMeasure[] s_all = [.. All()];
    private static readonly Dictionary<string, SimilarityMeasure> s_byName = s_all.ToDictionary(measure => measure.Name);

    /// <summary>Names in the order of the documentation. With a number of one's own there are also <c>cka-rbf-T</c>,
    /// <c>cka-rbf-T-debiased</c>, <c>svcca-SHARE</c>, <c>shape-ALPHA</c>, <c>shape-ALPHA-euclidean</c> and <c>mutual-knn-K</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(measure => measure.Name)];

    /// <summary>The measure of that name.</summary>
    /// <exception cref="InputException">There is none; says which names are nearest.</exception>
    public static SimilarityMeasure Parse(string name) => Find(name) ?? throw new InputException(
        $"unknown measure '{name}'; the nearest are {string.Join(", ", NearestWord.Nearest(name, Names, Advised))}");

    /// <summary>The measure of that name, or null.</summary>
    /// <exception cref="InputException">It has a number that is out of range.</exception>
    public static SimilarityMeasure? Find(string name)
    {
        if (s_byName.TryGetValue(name, out SimilarityMeasure? found))
            return found;
        return Number(name, "cka-rbf-", "-debiased") is double bandwidth ? Bandwidth(name, bandwidth, debiased: true)
            : Number(name, "cka-rbf-", "") is double biased ? Bandwidth(name, biased, debiased: false)
            : Number(name, "svcca-", "") is double share ? Share(name, share)
            : Number(name, "shape-", "-euclidean") is double euclidean ? Shape(name, euclidean, euclidean: true)
            : Number(name, "shape-", "") is double alpha ? Shape(name, alpha, euclidean: false)
            : Number(name, "mutual-knn-", "") is double neighbours ? Neighbours(name, neighbours)
            : null;
    }

    private static SimilarityMeasure Share(string name, double share) =>
        Checked(name, share is > 0 and <= 1, "the share of the variance lies above 0 and up to 1", () => new SingularVectorCca(share));

    private static SimilarityMeasure Neighbours(string name, double neighbours) =>
        Checked(name, neighbours is >= 1 and <= int.MaxValue && double.IsInteger(neighbours),
            "the number of neighbours is a whole number from 1", () => new MutualNeighbours((int)neighbours));

    private static SimilarityMeasure Bandwidth(string name, double bandwidth, bool debiased) =>
        Checked(name, bandwidth > 0 && double.IsFinite(bandwidth), "the bandwidth lies above 0", () => new RbfCka(bandwidth, debiased));

    private static SimilarityMeasure Shape(string name, double alpha, bool euclidean) =>
        Checked(name, alpha is >= 0 and <= 1, "alpha lies in 0..1", () => new ShapeMetric(alpha, euclidean));

    private static SimilarityMeasure Checked(string name, bool allowed, string rule, Func<SimilarityMeasure> make) =>
        allowed ? make() : throw new InputException($"'{name}' is not possible: {rule}");

    private static double? Number(string name, string before, string after) =>
        name.StartsWith(before, StringComparison.Ordinal) && name.EndsWith(after, StringComparison.Ordinal)
            && name.Length > before.Length + after.Length
            && double.TryParse(name[before.Length..^after.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number : null;

    private static IEnumerable<SimilarityMeasure> All()
    {
        yield return new LinearCka(debiased: false);
        yield return new LinearCka();
        yield return new RbfCka(debiased: false);
        yield return new RbfCka();
        foreach (Distance distance in Enum.GetValues<Distance>())
            foreach (Correlation correlation in Enum.GetValues<Correlation>())
                yield return new RepresentationalSimilarity(distance, correlation);
        foreach (bool centred in (bool[])[true, false])
            foreach (bool squared in (bool[])[false, true])
                yield return new CanonicalCorrelation(squared, centred);
        yield return new SingularVectorCca();
        yield return new ProjectionWeightedCca();
        foreach (ProcrustesForm form in Enum.GetValues<ProcrustesForm>())
            yield return new Procrustes(form);
        foreach (double alpha in (double[])[1, 0.5, 0])
            foreach (bool euclidean in (bool[])[false, true])
                yield return new ShapeMetric(alpha, euclidean);
        yield return new LinearRegression();
        yield return new CrossValidatedRegression();
        yield return new MutualNeighbours();
        foreach (Distance distance in (Distance[])[Distance.Cosine, Distance.Euclidean])
            foreach (bool zScored in (bool[])[true, false])
            {
                yield return new PaperCka(distance, zScored);
                foreach (Correlation correlation in (Correlation[])[Correlation.Pearson, Correlation.Spearman, Correlation.KendallTauB])
                    yield return new PaperRsa(distance, correlation, zScored);
            }
    }
}
