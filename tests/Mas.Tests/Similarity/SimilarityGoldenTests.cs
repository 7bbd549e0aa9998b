using System.Text.Json;
using Mas.Similarity;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Similarity;

public class SimilarityGoldenTests
{
    // Of the golden file's own statement: rank correlations 1e-12, shape metric 1e-7, the rest 1e-9.
    private const double Tolerance = 1e-9, RankTolerance = 1e-12, ShapeTolerance = 1e-7;

    [Theory]
    [InlineData("formula", 55)]
    [InlineData("normal", 56)]
    [InlineData("wide", 47)]
    public void Every_measure_has_the_value_of_independent_programs(string file, int values) =>
        Check(file, Values(Golden.Json("similarity", $"{file}.json")), values);

    [Fact]
    public void Measures_of_the_pair_for_the_published_program_have_the_values_of_independent_programs() =>
        Check("mas-paper", Values(Golden.Json("similarity", "mas-paper.json").GetProperty("standard")), 55);

    [Fact]
    public void Variants_of_the_paper_have_the_values_of_the_published_program_within_its_float32()
    {
        JsonElement json = Golden.Json("similarity", "mas-paper.json");
        Check("mas-paper", Paper(json.GetProperty("float64")), 16);
        // Rounding noise on the diagonal of its cosine distances moves its rank correlations.
        Check("mas-paper", [.. Paper(json.GetProperty("published")).Select(value => value with
        {
            Tolerance = value.Measure.Contains("spearman", StringComparison.Ordinal) ? 5e-4
                : value.Measure.Contains("kendall", StringComparison.Ordinal) ? 1e-3 : 1e-5,
        })], 16);
    }

    [Theory]
    [InlineData("formula")]
    [InlineData("normal")]
    [InlineData("wide")]
    public void Single_canonical_correlations_are_those_of_an_independent_program(string file)
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = Read(file);
        JsonElement cca = Golden.Json("similarity", $"{file}.json").GetProperty("cca");
        foreach ((string measure, JsonElement wanted) in ((string, JsonElement)[])[("cca", cca), ("svcca", cca.GetProperty("svcca-0.99")),
            ("svcca-0.9", cca.GetProperty("svcca-0.9"))])
        {
            using Fitted one = SimilarityMeasures.Parse(measure).Fit(x), other = SimilarityMeasures.Parse(measure).Fit(y);
            double[] correlations = [.. wanted.GetProperty("correlations").EnumerateArray().Select(value => value.GetDouble())];
            Golden.Close(tensor(FittedBasis.Correlations(one, other)), tensor(correlations), Tolerance);
            if (wanted.TryGetProperty("kept", out JsonElement kept))
                Assert.Equal([.. kept.EnumerateArray().Select(value => value.GetInt64())],
                    (long[])[((FittedBasis)one).Basis.size(1), ((FittedBasis)other).Basis.size(1)]);
        }
    }

    [Fact]
    public void Kendalls_tau_a_is_that_of_another_program()
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = Read("formula");
        double wanted = Golden.Json("similarity", "formula.json").GetProperty("other-programs").EnumerateObject()
            .First().Value.GetProperty("euclidean").GetProperty("tau-a").GetDouble();
        Assert.Equal(wanted, SimilarityMeasures.Parse("rsa-squared-euclidean-kendall-tau-a").Score(x, y), RankTolerance);
    }

    private sealed record Value(string Measure, double Wanted, double Tolerance, bool Swapped = false);

    private static (Tensor X, Tensor Y) Read(string file)
    {
        using SafetensorsFile tensors = Golden.Tensors("similarity", $"{file}.safetensors");
        return (Mas.Tensors.Safetensors.TensorFile.ReadFloating(tensors, "X"),
            Mas.Tensors.Safetensors.TensorFile.ReadFloating(tensors, "Y"));
    }

    private static void Check(string file, IReadOnlyCollection<Value> values, int count)
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = Read(file);
        Assert.Equal(count, values.Count);
        Assert.All(values, value => Assert.Equal(
            value.Wanted, value.Swapped ? SimilarityMeasures.Parse(value.Measure).Score(y, x) : SimilarityMeasures.Parse(
                value.Measure).Score(x, y), value.Tolerance));
    }

    private static List<Value> Values(JsonElement json) =>
    [
        .. json.GetProperty("cka").EnumerateObject().Select(value => new Value($"cka-{value.Name}", value.Value.GetDouble(), Tolerance)),
        .. Correlations(json.GetProperty("cca")),
        .. json.TryGetProperty("cca-uncentred-mean-squared", out JsonElement uncentred)
            ? (Value[])[new("cca-uncentred-mean-squared", uncentred.GetDouble(), Tolerance)] : [],
        .. Shapes(json),
        .. json.GetProperty("rsa").EnumerateObject().SelectMany(distance => distance.Value.EnumerateObject().Select(value => new Value(
            $"rsa-{distance.Name}-{value.Name}", value.Value.GetDouble(),
            value.Name is "spearman" or "kendall-tau-b" ? RankTolerance : Tolerance))),
        .. json.TryGetProperty("linear-regression-r2", out JsonElement regression) ? Regressions(regression) : [],
        .. Paper(json.GetProperty("mas-paper")),
    ];

    private static IEnumerable<Value> Correlations(JsonElement cca) =>
    [
        new("cca", cca.GetProperty("mean").GetDouble(), Tolerance),
        new("cca-mean-squared", cca.GetProperty("mean-squared").GetDouble(), Tolerance),
        new("svcca", cca.GetProperty("svcca-0.99").GetProperty("mean").GetDouble(), Tolerance),
        new("svcca-0.9", cca.GetProperty("svcca-0.9").GetProperty("mean").GetDouble(), Tolerance),
        new("pwcca", cca.GetProperty("pwcca-weights-from-x").GetDouble(), Tolerance),
        new("pwcca", cca.GetProperty("pwcca-weights-from-y").GetDouble(), Tolerance, Swapped: true),
    ];

    private static IEnumerable<Value> Shapes(JsonElement json)
    {
        JsonElement procrustes = json.GetProperty("procrustes");
        yield return new("procrustes", procrustes.GetProperty("angular").GetDouble(), Tolerance);
        yield return new("procrustes-size-and-shape", procrustes.GetProperty("size_and_shape").GetDouble(), Tolerance);
        yield return new("procrustes-normalised", procrustes.GetProperty("normalised").GetDouble(), Tolerance);
        if (!json.TryGetProperty("shape-metric", out JsonElement shapes))
            yield break;
        foreach (JsonProperty shape in shapes.EnumerateObject()) // angular-alpha-0.5
            yield return new(
                $"shape-{shape.Name.Split('-')[2]}{(shape.Name.StartsWith("angular", StringComparison.Ordinal) ? "" : "-euclidean")}",
                shape.Value.GetDouble(), ShapeTolerance);
    }

    private static IEnumerable<Value> Regressions(JsonElement regression) =>
        [new("regression-r2", regression.GetProperty("y-from-x").GetDouble(), Tolerance),
            new("regression-r2", regression.GetProperty("x-from-y").GetDouble(), Tolerance, Swapped: true)];

    // Names are such as rsa/cosine/spearman/z-scored.
    private static Value[] Paper(JsonElement values) => [.. values.EnumerateObject().Select(value => new Value(
        $"mas-paper-{value.Name.Replace("/z-scored", "", StringComparison.Ordinal).Replace('/', '-')}", value.Value.GetDouble(),
        value.Name.Contains("spearman", StringComparison.Ordinal) || value.Name.Contains("kendall", StringComparison.Ordinal)
            ? RankTolerance : Tolerance))];
}
