using Mas.Results.Files;
using Mas.Similarity;
using Mas.Tests.Alignments;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Similarity;

public class PreconditionTests
{
    [Fact]
    public void Fewer_than_four_samples_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Equal("gru-a has 3 samples; at least 4 are needed to compare representations",
            Refusal(() => new Representation(OrthogonalAlignmentTests.Gaussian(1, 3, 5), "gru-a")));
        Assert.Equal("gru-a has 1 sample; at least 4 are needed to compare representations",
            Refusal(() => new Representation(OrthogonalAlignmentTests.Gaussian(1, 1, 5), "gru-a")));
        Assert.Equal("gru-a has no units; at least one is needed to compare representations",
            Refusal(() => new Representation(zeros(8, 0), "gru-a")));
    }

    [Fact]
    public void Values_that_are_not_finite_are_counted_and_the_first_is_named()
    {
        using var scope = NewDisposeScope();
        Tensor latents = OrthogonalAlignmentTests.Gaussian(1, 9, 5);
        latents[4, 2] = double.NaN;
        Assert.Equal("gru-a holds 1 value that is NaN or infinite, the first in sample 4 at unit 2 (counted from 0); leave such "
            + "samples out", Refusal(() => new Representation(latents, "gru-a")));
        latents[7, 0] = double.NegativeInfinity;
        Assert.Equal("gru-a holds 2 values that are NaN or infinite, the first in sample 4 at unit 2 (counted from 0); leave such "
            + "samples out", Refusal(() => new Representation(latents, "gru-a")));
    }

    [Fact]
    public void Units_that_never_change_are_said_beside_the_number_and_refused_where_there_is_nothing_else()
    {
        using var scope = NewDisposeScope();
        (Tensor one, Tensor other) = Pairs.Related(1, 200, 5, 5);
        double without = new LinearCka().Score(one.narrow(1, 1, 4), other);
        one.select(1, 0).fill_(0.1);
        using Representation first = new(one, "gru-a"), second = new(other, "gru-b");
        SimilarityResult result = new LinearCka().Compare(first, second);
        Assert.Equal(["1 of 5 units of gru-a never change (the first is unit 0, counted from 0) and say nothing."], result.Caveats);
        Assert.Equal((200, 5, 5, "cka-linear-debiased"), (result.Samples, result.Width, result.OtherWidth, result.Measure));
        Assert.Equal(without, result.Value!.Value, 1e-12);
        Assert.All(SimilarityMeasures.Names,
            name => Assert.True(double.IsFinite(SimilarityMeasures.Parse(name).Compare(first, second).Value!.Value), name));
        Assert.Equal("no unit of gru-a ever changes over its 200 samples, so there is nothing to compare",
            Refusal(() => new Representation(ones(200, 3), "gru-a")));
    }

    [Fact]
    public void Samples_without_a_direction_have_no_cosine_and_no_correlation()
    {
        using var scope = NewDisposeScope();
        Tensor latents = OrthogonalAlignmentTests.Gaussian(1, 9, 5);
        latents.select(0, 6).fill_(0.1);
        using (Representation equal = new(latents, "gru-a"))
        {
            Assert.Equal("sample 6 of gru-a (counted from 0) has one value at every unit, so that no correlation with it exists; leave it "
                + "out, or take a euclidean distance", Refusal(() => SimilarityMeasures.Parse("rsa-correlation-pearson").Fit(equal)));
            SimilarityMeasures.Parse("rsa-cosine-pearson").Fit(equal).Dispose();
        }
        latents.select(0, 6).fill_(0);
        using Representation zero = new(latents, "gru-a");
        Assert.Equal("sample 6 of gru-a (counted from 0) is 0 at every unit, so that no cosine distance to it exists; leave it out, or "
            + "take a euclidean distance", Refusal(() => SimilarityMeasures.Parse("mutual-knn-3").Fit(zero)));
    }

    [Fact]
    public void Samples_that_repeat_leave_an_RBF_kernel_without_scale()
    {
        using var scope = NewDisposeScope();
        Tensor latents = zeros(10, 3, dtype: ScalarType.Float64);
        latents[0, 0] = 1;
        using Representation repeated = new(latents, "gru-a");
        Assert.Equal("gru-a has the same latents in more than half of its pairs of samples, so cka-rbf has no scale; leave repeated "
            + "samples out", Refusal(() => SimilarityMeasures.Parse("cka-rbf").Fit(repeated)));
    }

    [Fact]
    public void Equal_samples_are_at_distance_0_and_tie()
    {
        using var scope = NewDisposeScope();
        Tensor latents = cat([OrthogonalAlignmentTests.Gaussian(1, 9, 50), OrthogonalAlignmentTests.Gaussian(1, 9, 50)], 0) * 1e3;
        using Representation twice = new(latents);
        foreach (Distance distance in Enum.GetValues<Distance>())
            Assert.Equal(9, twice.Dissimilarities(distance).Values.Count(value => value == 0));
    }

    [Fact]
    public void Unequal_numbers_of_samples_and_another_measures_fit_are_refused()
    {
        using var scope = NewDisposeScope();
        SimilarityMeasure measure = new LinearCka();
        using Fitted one = measure.Fit(OrthogonalAlignmentTests.Gaussian(1, 9, 5)),
            other = measure.Fit(OrthogonalAlignmentTests.Gaussian(1, 8, 5));
        Assert.Equal("9 and 8 samples cannot be compared; both networks must be recorded at the same positions of the same sequences",
            Refusal(() => measure.Score(one, other)));
        Assert.Equal(
            "what cka-linear-debiased has fitted cannot be scored by cka-linear. (Parameter 'fitted')",
            Assert.Throws<ArgumentException>(() => new LinearCka(debiased: false).Score(one, one)).Message);
    }

    [Theory]
    [InlineData("cka-linear", 100, 768, "cka-linear is biased upwards with 100 distinct latents, fewer than 20 for each of 768 units: "
        + "unrelated normal data of this size would give about 0.88; use cka-linear-debiased.")]
    [InlineData("cka-linear", 15_360, 768, null)]
    [InlineData("cka-linear-debiased", 100, 768, null)]
    [InlineData("cka-rbf", 100, 768,
        "cka-rbf is biased upwards with 100 distinct latents, fewer than 20 for each of 768 units; use cka-rbf-debiased.")]
    [InlineData("shape-0.5", 40, 64, "shape-0.5 says little with 40 distinct latents and 64 units: directions that these leave empty are "
        + "whitened too; take more, or shape-1.")]
    [InlineData("shape-1", 40, 64, null)]
    public void Too_few_samples_are_said_beside_the_number(string measure, int samples, int width, string? sentence) =>
        Assert.Equal(sentence, SimilarityMeasures.Parse(measure).Caveat(samples, width, width));

    [Fact]
    public void More_neighbours_than_there_are_samples_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(
            "mutual-knn looks at the 10 nearest of the other samples, and the representation has 9; take more samples, or mutual-knn-1",
            Refusal(() => new MutualNeighbours().Fit(OrthogonalAlignmentTests.Gaussian(1, 9, 5))));
    }

    private static string Refusal(Func<object> action) => Assert.Throws<InputException>(action).Message;

    private static string Refusal(Func<double> action) => Refusal(() => (object)action());
}
