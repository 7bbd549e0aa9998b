using Mas.Networks;
using Mas.Networks.Matrices;
using Mas.Similarity;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Similarity;

/// <summary>Correlations of matrices as they are given, and the noise ceiling over people, against published values and against NumPy and
/// SciPy.</summary>
public class GivenDissimilarityTests
{
    private static readonly string[] s_people = ["BE", "KO", "SN", "TI"];

    private static readonly GivenMatrices s_human = new MatrixSource("", Golden.Path("human-it-92", "92_brainRDMs.mat"),
        [.. s_people.Select(name => (ValueList<string>)[$"hIT | {name} | Session: 1", $"hIT | {name} | Session: 2"])]).ReadMatrices(1e12);

    [Theory]
    [InlineData("animacy", "rsa-given-spearman", .5881890102)]
    [InlineData("animacy", "rsa-given-pearson", .5765909901)]
    [InlineData("FaceBodyManmadeNatobj", "rsa-given-spearman", .4052818479)]
    [InlineData("monkeyIT", "rsa-given-spearman", .4389238094)]
    [InlineData("EVA", "rsa-given-spearman", .3541658687)]
    [InlineData("HMAX", "rsa-given-spearman", .2217333102)]
    [InlineData("V1", "rsa-given-spearman", .0392647427)]
    [InlineData("Silhouette", "rsa-given-spearman", .1246769331)]
    [InlineData("RADON", "rsa-given-spearman", .0612079388)]
    public void The_published_correlations_of_human_cortex_with_models_are_found(string model, string measure, double published)
    {
        Correlation correlation = GivenMeasure.Find(measure)!.Correlation;
        double? found = GivenVector.Between(new(correlation, s_human.Mean), new(correlation, Model(model)));
        Assert.Equal(published, found!.Value, 1e-9);
    }

    // SciPy, in float64: c is spearmanr, pearsonr or kendalltau (tau-b); h [people, 4186] has each person's mean of two sessions above the
    // diagonal; t = rankdata of each row, for pearsonr (h - mean) / std of each row. Lower: mean of c(h[i], mean of t without row i);
    // upper: mean of c(h[i], mean of t). The last two are c(mean of h, model) and the mean of c(h[i], model), of the model HMAX.
    [Theory]
    [InlineData("rsa-given-spearman", 0.3723132509024721, 0.6657209044705087, 0.221733310238069, 0.1598684211034609)]
    [InlineData("rsa-given-pearson", 0.3944099370598262, 0.6804132264274576, 0.21648018419076276, 0.15207599267250294)]
    [InlineData("rsa-given-kendall", 0.25395711310854996, 0.4766742320122325, 0.14944427034188604, 0.10725954140710525)]
    public void The_noise_ceiling_over_people_is_that_of_an_independent_computation(
        string measure, double lower, double upper, double value, double mean)
    {
        Correlation correlation = GivenMeasure.Find(measure)!.Correlation;
        GivenVector[] people = People(correlation, s_human);
        var model = new GivenVector(correlation, Model("HMAX"));
        PeopleCeiling ceiling = PeopleCeiling.Of(correlation, people)!;
        Assert.Equal(lower, ceiling.Lower, 1e-12);
        Assert.Equal(upper, ceiling.Upper, 1e-12);
        Assert.Equal(value, GivenVector.Between(new(correlation, s_human.Mean), model)!.Value, 1e-12);
        Assert.Equal(mean, PeopleCeiling.Mean(people, person => GivenVector.Between(person, model))!.Value, 1e-12);
    }

    // No matrix, not even one made of the people's own, has a higher mean: what makes it a ceiling.
    [Theory]
    [InlineData("rsa-given-spearman")]
    [InlineData("rsa-given-pearson")]
    public void No_matrix_exceeds_the_upper_end(string measure)
    {
        Correlation correlation = GivenMeasure.Find(measure)!.Correlation;
        GivenVector[] people = People(correlation, s_human);
        double upper = PeopleCeiling.Of(correlation, people)!.Upper;
        var random = new Random(1);
        for (int draw = 0; draw < 50; draw++)
        {
            double[] weights = [.. people.Select(_ => random.NextDouble())];
            double noise = draw % 5 * 0.02;
            double[] mixed = [.. s_human.Mean.Select((_, i) => s_human.PersonMeans.Select((one, k) => weights[k] * one[i]).Sum()
                + noise * random.NextDouble())];
            var vector = new GivenVector(correlation, mixed);
            Assert.True(PeopleCeiling.Mean(people, person => GivenVector.Between(person, vector)) <= upper + 1e-12);
        }
    }

    [Fact]
    public void Two_people_have_their_own_correlation_as_the_lower_end()
    {
        foreach (GivenMeasure measure in GivenMeasure.All)
        {
            GivenVector[] two = People(measure.Correlation, s_human)[..2];
            Assert.Equal(GivenVector.Between(two[0], two[1])!.Value, PeopleCeiling.Of(measure.Correlation, two)!.Lower, 1e-12);
        }
    }

    [Fact]
    public void A_matrix_of_equal_numbers_correlates_with_nothing()
    {
        foreach (GivenMeasure measure in GivenMeasure.All)
        {
            var flat = new GivenVector(measure.Correlation, [.. s_human.Mean.Select(_ => 0.1)]);
            var human = new GivenVector(measure.Correlation, s_human.Mean);
            Assert.True(flat.IsConstant);
            Assert.Null(GivenVector.Between(flat, human));
            Assert.Null(PeopleCeiling.Of(measure.Correlation, [flat, human]));
            Assert.Equal(1, GivenVector.Between(human, human)!.Value, 1e-12);
        }
    }

    private static GivenVector[] People(Correlation correlation, GivenMatrices matrices) =>
        [.. matrices.PersonMeans.Select(person => new GivenVector(correlation, person))];

    private static double[] Model(string name) =>
        new MatrixSource("", Golden.Path("human-it-92", "92_modelRDMs.mat"), [[name]]).ReadMatrices(1e12).Mean;
}
