using Mas.Results.Statistics;

namespace Mas.Oracles.Statistics;

/// <summary>How often an interval holds the truth, where the truth is known (<see cref="LogitOutcomes"/>).</summary>
/// <param name="Seeds">Alignment seeds; networks where they are what the interval is over.</param>
/// <param name="Accuracy">The true one.</param>
/// <param name="SeedDeviation">Standard deviation of seeds, or networks, on the logit.</param>
/// <param name="Interventions">Test interventions.</param>
/// <param name="Runs">Repetitions of the whole experiment.</param>
/// <param name="RandomSeed">The same at every call.</param>
internal sealed record CoverageSimulation(int Seeds, double Accuracy, double SeedDeviation, int Interventions, int Runs, int RandomSeed)
{
    /// <summary>Floor of the chance-corrected accuracy.</summary>
    public const double Floor = 0.15;

    private readonly LogitOutcomes _outcomes = new(Accuracy, SeedDeviation);

    /// <summary>The interval of trial IIA over seeds × interventions.</summary>
    public double OfAccuracy() => Share(random => Holds(AccuracyInterval.Of(Draw(random)).Interval, Accuracy));

    /// <summary>The chance-corrected accuracy, the floor's outcomes being right where the intervention is easy, too.</summary>
    public double OfCorrected()
    {
        LogitOutcomes floor = new(Floor, 0);
        return Share(random =>
        {
            double[] easy = LogitOutcomes.Easy(random, Interventions);
            Interval? interval = ChanceCorrected.Of(_outcomes.Draw(random, easy, Seeds), floor.Draw(random, easy, effect: 0)).Interval;
            return interval is not null && Holds(interval, (Accuracy - Floor) / (1 - Floor));
        });
    }

    /// <summary>The difference to another method on the same interventions, whose accuracy is a part of this one's.</summary>
    public double OfDifference(double part) => OfDifferences([part]);

    /// <summary>The differences to several other methods, all of which must be held: simultaneous intervals.</summary>
    public double OfDifferences(double[] parts)
    {
        LogitOutcomes[] others = [.. parts.Select(part => new LogitOutcomes(part * Accuracy, SeedDeviation))];
        return Share(random =>
        {
            double[] easy = LogitOutcomes.Easy(random, Interventions);
            bool[][] own = _outcomes.Draw(random, easy, Seeds);
            return others.Count(other => Holds(
                PairedDifference.Of(own, other.Draw(random, easy, Seeds), others.Length).Interval,
                Accuracy - other.Accuracy)) == others.Length;
        });
    }

    /// <summary>The mean over networks, each aligned with itself and tested on interventions of its own.</summary>
    public double OfNetworks() => Share(random => HoldsNetworks(
        [.. Enumerable.Range(0, Seeds).Select(k => new NetworkAccuracy(Network(k), Network(k), Mean(random, _outcomes.Effect(random))))]));

    /// <summary>The mean over the directions between networks; half of the variance of a direction comes from its source, half from its
    /// target.</summary>
    public double OfNetworkPairs() => Share(random =>
    {
        double[] sources = Effects(random), targets = Effects(random);
        return HoldsNetworks([.. from i in Enumerable.Range(0, Seeds)
            from j in Enumerable.Range(0, Seeds)
            where i != j
            select new NetworkAccuracy(Network(i), Network(j), Mean(random, (sources[i] + targets[j]) / Math.Sqrt(2)))]);
    });

    private double Share(Func<Random, bool> holds)
    {
        Random random = new(RandomSeed);
        return Enumerable.Range(0, Runs).Count(_ => holds(random)) / (double)Runs;
    }

    private bool[][] Draw(Random random) => _outcomes.Draw(random, LogitOutcomes.Easy(random, Interventions), Seeds);

    private double[] Effects(Random random) => [.. Enumerable.Range(0, Seeds).Select(_ => _outcomes.Effect(random))];

    private double Mean(Random random, double effect) =>
        _outcomes.Draw(random, LogitOutcomes.Easy(random, Interventions), effect).Count(right => right) / (double)Interventions;

    private static NetworkSeed Network(int seed) => new(0, seed);

    private bool HoldsNetworks(NetworkAccuracy[] accuracies) =>
        NetworkSeedInterval.Of(accuracies, Interventions).Interval is { } interval && Holds(interval, Accuracy);

    private static bool Holds(Interval interval, double truth) => interval.Low <= truth && truth <= interval.High;
}
