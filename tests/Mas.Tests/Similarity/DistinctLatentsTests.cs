using Mas.Results.Files;
using Mas.Similarity;
using Mas.Tensors;
using Mas.Tests.Alignments;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Similarity;

/// <summary>Words that are read again and again: as many samples as one likes, but no more evidence.</summary>
public class DistinctLatentsTests
{
    private const int Sequences = 60, Length = 10, Samples = Sequences * Length;
    private static readonly SampleGroups s_sequences = new([.. Enumerable.Range(0, Samples).Select(row => row / Length)]);

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(1e-6, 0.0)]
    [InlineData(1e-20, 0.0)]
    [InlineData(1.0, 1e-8)]
    [InlineData(1e-6, 1e-14)]
    public void Equal_latents_are_counted_once_at_any_scale_and_through_rounding(double scale, double rounding)
    {
        using var scope = NewDisposeScope();
        int[] words = Words(1, 7);
        Tensor latents = Embedding(1, 7, 5, words) * scale + OrthogonalAlignmentTests.Gaussian(3, Samples, 5) * rounding;
        using var representation = new Representation(latents);
        Assert.Equal(7, representation.Distinct.Count);
        for (int i = 1; i < Samples; i++)
            Assert.Equal(words[i] == words[0], representation.Distinct.Ids[i] == representation.Distinct.Ids[0]);
    }

    [Theory]
    [InlineData("cca", 7, 6, "6 units that change")]
    [InlineData("cca-mean-squared", 7, 16, "16 units that change")]
    [InlineData("cca-uncentred", 7, 16, "16 units that change")]
    [InlineData("pwcca", 7, 16, "16 units that change")]
    [InlineData("shape-0", 7, 16, "16 units that change")]
    [InlineData("shape-0-euclidean", 7, 16, "16 units that change")]
    [InlineData("svcca-1", 7, 16, "6 components that hold that share")]
    [InlineData("regression-r2", 7, 16, "16 units that change")]
    [InlineData("regression-r2-cross-validated", 7, 16, "16 units that change")]
    public void Noise_of_few_words_has_a_reason_in_place_of_a_perfect_number(string name, int words, int width, string dimensions)
    {
        using var scope = NewDisposeScope();
        int[] read = Words(2, words);
        using Representation one = new(Embedding(1, words, width, read), "a"), other = new(Embedding(2, words, width, read), "b");
        SimilarityMeasure measure = SimilarityMeasures.Parse(name);
        using Fitted first = measure.Fit(one), second = measure.Fit(other);
        SimilarityResult result = measure.Result(first, second, one, other);
        Assert.Null(result.Value);
        Assert.StartsWith($"{name} has no value: a has {words} distinct latents and", result.Reason, StringComparison.Ordinal);
        Assert.Contains(dimensions, result.Reason, StringComparison.Ordinal);
        Assert.Equal((Samples, words), (result.Samples, result.Distinct));
    }

    [Theory]
    [InlineData("cca")]
    [InlineData("shape-0")]
    [InlineData("regression-r2")]
    public void With_more_latents_than_a_linear_map_can_fit_there_is_a_number_and_a_caveat(string name)
    {
        using var scope = NewDisposeScope();
        int[] read = Words(2, 18);
        using Representation one = new(Embedding(1, 18, 16, read), "a"), other = new(Embedding(2, 18, 16, read), "b");
        SimilarityResult result = SimilarityMeasures.Parse(name).Compare(one, other);
        Assert.True(double.IsFinite(result.Value!.Value));
        Assert.Contains($"The {Samples} samples of a are 18 distinct latents, over and over: it is these that the numbers rest on.",
            result.Caveats);
    }

    [Fact]
    public void A_biased_measure_counts_distinct_latents_for_its_caveat()
    {
        using var scope = NewDisposeScope();
        int[] read = Words(2, 30);
        using Representation one = new(Embedding(1, 30, 4, read), "a"), other = new(Embedding(2, 30, 4, read), "b");
        Assert.StartsWith("cka-linear is biased upwards with 30 distinct latents, fewer than 20 for each of 4 units",
            new LinearCka(debiased: false).Compare(one, other).Caveats[0], StringComparison.Ordinal);
    }

    // Whole sequences in another order break up the words too, so that unrelated embeddings of the same words look related by that null.
    [Fact]
    public void Unrelated_embeddings_are_significant_as_seldom_as_they_should_be()
    {
        var measure = new CanonicalCorrelation();
        int latents = 0, sequences = 0;
        const int Tries = 40;
        for (int i = 0; i < Tries; i++)
        {
            using var scope = NewDisposeScope();
            int[] read = Words(100 + i, 20);
            using Representation one = new(Embedding(2 * i, 20, 3, read)), other = new(Embedding(2 * i + 1, 20, 3, read));
            using Fitted first = measure.Fit(one), second = measure.Fit(other);
            double value = measure.Score(first, second);
            latents += PermutationNull.OfLatents(measure, other, first, value, isFirst: false, 19, seed: (ulong)i).P <= 0.05 ? 1 : 0;
            sequences += PermutationNull.Of(measure, first, second, s_sequences, 19, seed: (ulong)i).P <= 0.05 ? 1 : 0;
        }
        Assert.InRange(latents, 0, 6); // 2 are expected
        Assert.InRange(sequences, 30, Tries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Related_embeddings_lie_beyond_the_null_of_latents_in_both_orders(bool isFirst)
    {
        using var scope = NewDisposeScope();
        var measure = new LinearRegression();
        int[] read = Words(5, 20);
        Tensor latents = Embedding(1, 20, 3, read);
        using Representation one = new(latents), other = new(latents.mm(OrthogonalAlignmentTests.Gaussian(9, 3, 3)));
        using Fitted first = measure.Fit(one), second = measure.Fit(other);
        PermutationNull chance = isFirst
            ? PermutationNull.OfLatents(measure, one, second, measure.Score(first, second), isFirst, 19, seed: 1)
            : PermutationNull.OfLatents(measure, other, first, measure.Score(first, second), isFirst, 19, seed: 1);
        Assert.Equal(1 / 20.0, chance.P);
        Assert.True(chance.Mean < 0.5);
    }

    // A measure that is the same for every order of the latents says nothing, whatever rounding makes of it.
    [Fact]
    public void A_value_that_no_order_changes_has_p_1()
    {
        using var scope = NewDisposeScope();
        var measure = new CanonicalCorrelation();
        int[] read = Words(5, 6);
        using Representation one = new(Embedding(1, 6, 5, read)), other = new(Embedding(2, 6, 5, read));
        using Fitted first = measure.Fit(one), second = measure.Fit(other);
        Assert.Equal(1, PermutationNull.OfLatents(
            measure, other, first, measure.Score(first, second), isFirst: false, permutations: 19, seed: 1).P);
    }

    [Fact]
    public void A_latent_that_is_held_out_is_not_fitted_on_elsewhere()
    {
        using var scope = NewDisposeScope();
        int[] read = Words(5, 30);
        using Representation one = new(Embedding(1, 30, 12, read)), other = new(Embedding(2, 30, 4, read));
        double inSample = new LinearRegression().Compare(one, other).Value!.Value;
        Assert.InRange(inSample, 0.2, 0.7);
        // All words stand in every sequence or nearly so: sequences cannot keep them apart.
        Assert.InRange(new CrossValidatedRegression(s_sequences).Compare(one, other).Value!.Value, -10, 0);
        Assert.InRange(new CrossValidatedRegression().Compare(one, other).Value!.Value, -10, 0);
        Assert.InRange(new CrossValidatedRegression(s_sequences).Compare(one, one).Value!.Value, 1 - 1e-9, 1);
    }

    [Fact]
    public void Too_few_latents_for_the_folds_are_told()
    {
        using var scope = NewDisposeScope();
        using Representation one = new(Embedding(1, 4, 1, Words(5, 4)), "gru-a");
        Assert.Equal("regression-r2-cross-validated holds latents out in 5 folds, and gru-a has 4 distinct ones; take more",
            Assert.Throws<InputException>(() => new CrossValidatedRegression(s_sequences).Fit(one)).Message);
    }

    private static int[] Words(int seed, int words)
    {
        var random = new SeededRandom((ulong)seed);
        var read = new int[Samples];
        for (int i = 0; i < Samples; i++)
            read[i] = i < words ? i : random.Next(words);
        return read;
    }

    private static Tensor Embedding(int seed, int words, int width, int[] read) =>
        OrthogonalAlignmentTests.Gaussian(1_000 + seed, words, width).index_select(0, tensor(read));
}
