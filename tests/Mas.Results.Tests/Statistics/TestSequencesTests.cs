using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class TestSequencesTests
{
    [Fact]
    public void The_design_effect_is_what_pairs_of_interventions_with_a_sequence_in_common_add()
    {
        // Values 1 1 0 0 have deviations ½ ½ −½ −½ and squares of 1 in all. Interventions 0 and 1 share a source: 2·¼ more.
        Assert.Equal(1.5, TestSequences.Of([7, 7, 8, 9], [0, 1, 2, 3]).DesignEffect([1, 1, 0, 0]), 12);
        // The two that are wrong share a target as well: another ½.
        Assert.Equal(2, TestSequences.Of([7, 7, 8, 9], [0, 1, 5, 5]).DesignEffect([1, 1, 0, 0]), 12);
    }

    [Fact]
    public void Sequences_whose_interventions_contradict_each_other_do_not_narrow_a_bound() =>
        Assert.Equal(1, TestSequences.Of([7, 8, 7, 8], [0, 1, 2, 3]).DesignEffect([1, 1, 0, 0]));

    [Fact]
    public void Of_several_donors_each_counts_once()
    {
        // Interventions 0 and 1 share the donor 3. The two donors of intervention 0 are one sequence.
        TestSequences sequences = new([[3, 3], [3, 4], [5, 6], [7]], [0, 1, 2, 3]);
        Assert.Equal(1.5, sequences.DesignEffect([1, 1, 0, 0]), 12);
    }

    [Fact]
    public void Every_intervention_needs_its_sequences() =>
        Assert.Throws<ArgumentException>(() => TestSequences.Of([1, 2], [1, 2]).DesignEffect([1, 0, 1]));

    [Theory]
    [InlineData(1, 2), InlineData(2, 1)]
    public void A_bootstrap_of_whole_sequences_has_the_variance_that_the_design_effect_says(int sourcesOf, int targetsOf)
    {
        // Replicates, drawn here one by one, of the mean with the sequences of one role resampled.
        const int interventions = 400, replicates = 20_000;
        Random random = new(3);
        int[] shared = [.. Enumerable.Range(0, interventions).Select(_ => random.Next(60))], own = [.. Enumerable.Range(0, interventions)];
        double[] values = [.. shared.Select(sequence => random.NextDouble() < (sequence % 3 == 0 ? 0.6 : 0.95) ? 1.0 : 0)];
        double mean = values.Average(), independent = values.Sum(value => Math.Pow(value - mean, 2)) / interventions / interventions;
        TestSequences sequences = sourcesOf == 1 && targetsOf == 2 ? TestSequences.Of(shared, own) : TestSequences.Of(own, shared);
        double[] drawn = [.. Enumerable.Range(0, replicates).Select(_ => Replicate())];
        double centre = drawn.Average(), variance = drawn.Sum(value => Math.Pow(value - centre, 2)) / replicates;
        // To first order, and with a standard error of 1 % in the replicates; 60 sequences leave a second order of some per cent.
        Assert.Equal(1, variance / independent / sequences.DesignEffect(values), 0.06);

        double Replicate()
        {
            int[] counts = new int[60];
            for (int i = 0; i < counts.Length; i++)
                counts[random.Next(counts.Length)]++;
            return shared.Zip(values, (sequence, value) => counts[sequence] * value).Sum() / shared.Sum(sequence => counts[sequence]);
        }
    }

    // Why no multiplicities are multiplied: (1 + 1)(1 + 1) − 1 = 3 is the variance of a product of two Poisson numbers of mean 1.
    [Fact]
    public void A_bootstrap_with_products_of_multiplicities_counts_independent_interventions_three_times()
    {
        const int interventions = 1000, pool = 2000, replicates = 2000;
        Random random = new(8);
        int[] sources = [.. Enumerable.Range(0, interventions).Select(_ => random.Next(pool))],
            targets = [.. Enumerable.Range(0, interventions).Select(_ => random.Next(pool))];
        double[] values = [.. sources.Select(_ => random.NextDouble() < 0.9 ? 1.0 : 0)];
        double mean = values.Average(), independent = values.Sum(value => Math.Pow(value - mean, 2)) / interventions / interventions;
        double[] drawn = [.. Enumerable.Range(0, replicates).Select(_ => Replicate())];
        double centre = drawn.Average(), variance = drawn.Sum(value => Math.Pow(value - centre, 2)) / replicates;
        Assert.InRange(variance / independent, 2.3, 3.9);
        Assert.InRange(TestSequences.Of(sources, targets).DesignEffect(values), 1, 1.2);

        double Replicate()
        {
            double[] ofSources = Multiplicities(), ofTargets = Multiplicities();
            double sum = 0, weight = 0;
            for (int i = 0; i < interventions; i++)
            {
                double product = ofSources[sources[i]] * ofTargets[targets[i]];
                sum += product * values[i];
                weight += product;
            }
            return sum / weight;
        }

        double[] Multiplicities() => [.. Enumerable.Range(0, pool).Select(_ => Poisson())];

        double Poisson()
        {
            double left = random.NextDouble() - Math.Exp(-1), count = 0;
            for (double share = Math.Exp(-1); left > 0; share /= count, left -= share)
                count++;
            return count;
        }
    }
}
