using Mas.Alignments;
using Mas.Results.Files;
using Mas.Similarity;
using Mas.Tests.Alignments;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Similarity;

public class NullAndCeilingTests
{
    private const int Sequences = 40, Length = 5;
    private static readonly SampleGroups s_groups = new([.. Enumerable.Range(0, Sequences * Length).Select(row => row / Length)]);

    [Theory]
    [InlineData("cka-linear-debiased")]
    [InlineData("rsa-euclidean-spearman")]
    [InlineData("rsa-cosine-kendall-tau-b")]
    [InlineData("procrustes")]
    [InlineData("mutual-knn")]
    [InlineData("regression-r2-cross-validated")]
    public void Related_representations_lie_beyond_their_null_which_does_not_depend_on_the_threads(string name)
    {
        using var scope = NewDisposeScope();
        SimilarityMeasure measure = SimilarityMeasures.Parse(name);
        (Tensor one, Tensor other) = Pairs.Related(1, Sequences * Length, 6, 8);
        using Fitted first = measure.Fit(one), second = measure.Fit(other);
        PermutationNull chance = PermutationNull.Of(measure, first, second, s_groups, 19, seed: 1);
        Assert.Equal(1 / 20.0, chance.P);
        Assert.Equal(19, chance.Permutations);
        Assert.Equal(chance, PermutationNull.Of(measure, first, second, s_groups, 19, seed: 1, threads: 2));
        double value = measure.Score(first, second);
        Assert.True(measure.IsDistance ? value < chance.Mean - 3 * chance.Deviation : value > chance.Mean + 3 * chance.Deviation);
    }

    // Rows of a sequence are alike. Were single rows permuted, nearly every unrelated pair would come out as related.
    [Fact]
    public void Unrelated_sequences_of_rows_that_are_alike_are_significant_as_seldom_as_they_should_be()
    {
        var measure = new LinearCka();
        int whole = 0, single = 0;
        const int Tries = 60;
        for (int i = 0; i < Tries; i++)
        {
            using var scope = NewDisposeScope();
            using Fitted one = measure.Fit(Smooth(2 * i)), other = measure.Fit(Smooth(2 * i + 1));
            whole += PermutationNull.Of(measure, one, other, s_groups, 19, seed: (ulong)i).P <= 0.05 ? 1 : 0;
            single += PermutationNull.Of(measure, one, other, Pairs.EachAlone(Sequences * Length), 19, seed: (ulong)i).P <= 0.05 ? 1
                : 0;
        }
        Assert.InRange(whole, 0, 8); // 3 are expected
        Assert.InRange(single, 12, Tries);
    }

    [Fact]
    public void The_ceiling_rises_with_the_number_of_units_that_say_the_same()
    {
        using var scope = NewDisposeScope();
        double Ceiling(int width)
        {
            using var representation = new Representation(OrthogonalAlignmentTests.Gaussian(1, 100, 3)
                .mm(OrthogonalAlignmentTests.Gaussian(2, 3, width)) + OrthogonalAlignmentTests.Gaussian(3, 100, width));
            NoiseCeiling ceiling = NoiseCeiling.Of(new LinearCka(), representation, 8, seed: 1)!;
            Assert.Equal(ceiling, NoiseCeiling.Of(new LinearCka(), representation, 8, seed: 1));
            Assert.True(ceiling.Deviation > 0 && ceiling.Splits == 8);
            return ceiling.Mean;
        }

        double[] ceilings = [Ceiling(6), Ceiling(24), Ceiling(96)];
        Assert.Equal(ceilings.Order(), ceilings);
        Assert.InRange(ceilings[2], 0.85, 1);
    }

    [Fact]
    public void A_noise_ceiling_of_one_unit_is_refused()
    {
        using var scope = NewDisposeScope();
        Tensor latents = OrthogonalAlignmentTests.Gaussian(1, 20, 2);
        latents.select(1, 0).fill_(1);
        using Representation single = new(latents, "gru-a");
        Assert.Equal(
            "gru-a has one unit that changes; a noise ceiling splits the units, so at least two are needed",
            Assert.Throws<InputException>(() => NoiseCeiling.Of(new LinearCka(), single, 3, 1)).Message);
    }

    [Fact]
    public void Held_out_prediction_is_worthless_between_unrelated_representations_where_that_in_sample_is_not()
    {
        using var scope = NewDisposeScope();
        Tensor one = OrthogonalAlignmentTests.Gaussian(1, 60, 30), other = OrthogonalAlignmentTests.Gaussian(2, 60, 4);
        Assert.InRange(new LinearRegression().Score(one, other), 0.4, 0.6);
        Assert.InRange(new CrossValidatedRegression().Score(one, other), -10, 0);
        Assert.InRange(new CrossValidatedRegression().Score(one, one.mm(OrthogonalBase.Random(30, 1)).narrow(1, 0, 5)), 1 - 1e-9, 1);
    }

    [Fact]
    public void No_measure_leaves_a_tensor_behind()
    {
        using var scope = NewDisposeScope();
        (Tensor one, Tensor other) = Pairs.Related(1, 60, 6, 8);
        foreach (string name in SimilarityMeasures.Names)
        {
            SimilarityMeasure measure = SimilarityMeasures.Parse(name);
            void Once()
            {
                using Fitted first = measure.Fit(one), second = measure.Fit(other);
                using Fitted reordered = second.Reordered(Pairs.EachAlone(60).Permuted(1));
                measure.Score(first, reordered);
            }

            Once();
            long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            Once();
            Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
    }

    // Sequences whose rows differ little from one another.
    private static Tensor Smooth(int seed) =>
        OrthogonalAlignmentTests.Gaussian(seed + 500, Sequences, 6).repeat_interleave(Length, 0)
        + OrthogonalAlignmentTests.Gaussian(seed + 900, Sequences * Length, 6) * 0.3;
}
