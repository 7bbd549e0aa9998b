using System.Numerics;
using Mas.Similarity;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Similarity;

/// <summary>Rank correlations of whole numbers, whose dissimilarities have many exact ties, against exact arithmetic.</summary>
public class ExactTiesTests
{
    [Theory]
    [InlineData("rsa-euclidean-spearman", 0.0550)]
    [InlineData("rsa-squared-euclidean-spearman", 0.0550)]
    [InlineData("rsa-euclidean-kendall-tau-b", 0.0299)]
    public void Equal_distances_of_a_grid_are_ties(string name, double wanted)
    {
        using var scope = NewDisposeScope();
        Tensor one = Matrix([[0, 0], [0, 1], [1, 0], [1, 1], [2, 0]]), other = Matrix([[0, 0], [1, 0], [0, 1], [2, 2], [1, 1]]);
        Assert.Equal(wanted, SimilarityMeasures.Parse(name).Score(one, other), 5e-5);
    }

    [Theory]
    [InlineData("euclidean", 1)]
    [InlineData("euclidean", 1e-9)]
    [InlineData("euclidean", 1e9)]
    [InlineData("cosine", 1)]
    [InlineData("cosine", 1e-9)]
    [InlineData("correlation", 1)]
    [InlineData("correlation", 1e9)]
    public void Rank_correlations_of_whole_numbers_are_those_of_exact_arithmetic(string distance, double scale)
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var random = new SeededRandom(seed);
            int samples = 4 + random.Next(9), width = distance == "correlation" ? 3 + random.Next(3) : 1 + random.Next(4);
            int[][] one = Draw(ref random, samples, width), other = Draw(ref random, samples, width);
            int[] first = Numbers(distance, one), second = Numbers(distance, other);
            if (first.Distinct().Count() < 2 || second.Distinct().Count() < 2)
                continue;
            using var scope = NewDisposeScope();
            Tensor x = Matrix(one) * scale, y = Matrix(other) * scale;
            Assert.Equal(Spearman(first, second), SimilarityMeasures.Parse($"rsa-{distance}-spearman").Score(x, y), 1e-9);
            Assert.Equal(TauB(first, second), SimilarityMeasures.Parse($"rsa-{distance}-kendall-tau-b").Score(x, y), 1e-9);
            if (distance != "correlation")
                Assert.Equal(
                    Spearman(Numbers(distance, one, withDiagonal: true), Numbers(distance, other, withDiagonal: true)),
                    SimilarityMeasures.Parse($"mas-paper-rsa-{distance}-spearman-raw").Score(x, y), 1e-9);
        }
    }

    [Fact]
    public void Nearest_neighbours_at_equal_distances_are_the_first_samples_at_any_scale()
    {
        using var scope = NewDisposeScope();
        // Directions at whole multiples of 30 degrees, each twice: of the four at 30 degrees three are taken.
        Tensor angles = arange(24, ScalarType.Float64) * (Math.PI / 6);
        Tensor circle = stack([angles.cos(), angles.sin()], 1) * (arange(24, ScalarType.Float64).unsqueeze(1) + 1);
        SimilarityMeasure measure = SimilarityMeasures.Parse("mutual-knn-4");
        foreach (double scale in new[] { 1e-9, 0.1, 3, 1e9 })
            Assert.Equal(1, measure.Score(circle, circle * scale), 1e-12);
    }

    private static int[][] Draw(ref SeededRandom random, int samples, int width)
    {
        var rows = new int[samples][];
        for (int i = 0; i < samples; i++)
        {
            // An angle to zeros, or to equal values, would not exist.
            do
            {
                rows[i] = new int[width];
                for (int j = 0; j < width; j++)
                    rows[i][j] = random.Next(5) - 1;
            }
            while (rows[i].All(value => value == 0) || (width > 2 && rows[i].Distinct().Count() == 1));
        }
        return rows;
    }

    // [pairs] 0, 1, 2 … by rising dissimilarity, one for equal ones; exact.
    private static int[] Numbers(string distance, int[][] rows, bool withDiagonal = false)
    {
        (BigInteger Sign, BigInteger Above, BigInteger Below)[] values = [.. from i in Enumerable.Range(0, rows.Length)
            from j in Enumerable.Range(0, rows.Length) where withDiagonal ? i <= j : i < j select Fraction(distance, rows[i], rows[j])];
        return [.. values.Select(own => values.Distinct().Count(other => Compare(other, own) < 0))];
    }

    // What rises with the dissimilarity: sign · above/below. An angle: minus the signed square of its cosine, over |x|²|y|².
    private static (BigInteger, BigInteger, BigInteger) Fraction(string distance, int[] x, int[] y)
    {
        if (distance == "euclidean")
            return (1, x.Zip(y, (a, b) => (a - b) * (a - b)).Sum(), 1);
        int[] a = distance == "cosine" ? x : Centred(x), b = distance == "cosine" ? y : Centred(y);
        BigInteger dot = Dot(a, b), below = Dot(a, a) * Dot(b, b), divisor = BigInteger.GreatestCommonDivisor(dot * dot, below);
        return (-dot.Sign, dot * dot / divisor, below / divisor);
    }

    private static int Compare(
        (BigInteger Sign, BigInteger Above, BigInteger Below) one, (BigInteger Sign, BigInteger Above, BigInteger Below) other) =>
        (one.Sign * one.Above * other.Below).CompareTo(other.Sign * other.Above * one.Below);

    private static int[] Centred(int[] row) => [.. row.Select(value => value * row.Length - row.Sum())];

    private static BigInteger Dot(int[] a, int[] b) => a.Zip(b, (x, y) => (BigInteger)x * y).Aggregate(BigInteger.Add);

    private static double Spearman(int[] one, int[] other)
    {
        double[] a = MeanRanks(one), b = MeanRanks(other);
        double Covariance(double[] x, double[] y) => x.Zip(y, (v, w) => (v - x.Average()) * (w - y.Average())).Sum();
        return Covariance(a, b) / Math.Sqrt(Covariance(a, a) * Covariance(b, b));
    }

    private static double[] MeanRanks(int[] numbers) => Array.ConvertAll(
        numbers, own => numbers.Count(other => other < own) + (numbers.Count(other => other == own) - 1) / 2.0);

    private static double TauB(int[] one, int[] other)
    {
        (int, int)[] signs = [.. from i in Enumerable.Range(0, one.Length) from j in Enumerable.Range(0, i)
            select (Math.Sign(one[i] - one[j]), Math.Sign(other[i] - other[j]))];
        double both = Math.Sqrt((double)signs.Count(pair => pair.Item1 != 0) * signs.Count(pair => pair.Item2 != 0));
        return signs.Sum(pair => pair.Item1 * pair.Item2) / both;
    }

    private static Tensor Matrix(int[][] rows) =>
        tensor(rows.SelectMany(row => row).Select(value => (double)value).ToArray()).view(rows.Length, -1);
}
