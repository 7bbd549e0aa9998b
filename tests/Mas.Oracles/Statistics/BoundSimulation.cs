using Mas.Results.Statistics;

namespace Mas.Oracles.Statistics;

/// <summary>How often a one-sided bound misses a known truth, where interventions share sequences.</summary>
/// <param name="Accuracy">The true one.</param>
/// <param name="Pool">Sequences that sources and targets are drawn from.</param>
/// <param name="Deviation">Of what the sequences of an intervention bring, on the logit.</param>
/// <param name="RandomSeed">The same at every call.</param>
internal sealed record BoundSimulation(double Accuracy, int Pool, double Deviation, int Interventions, int Runs, int RandomSeed)
{
    public const double Floor = 0.06;

    private readonly LogitOutcomes _outcomes = new(Accuracy, 0, Deviation), _floor = new(Floor, 0, Deviation);

    /// <summary>Share of repetitions whose lower bound is above the truth, and of those whose upper bound is below.</summary>
    public (double Low, double High) OfPlain() =>
        Missed(Accuracy, (set, random) => OneSidedBounds.Plain(Right(_outcomes, set, random), sequences: set.Sequences));

    /// <summary>The same of the chance-corrected accuracy; what is easy for the exchange is so for the unchanged target.</summary>
    public (double Low, double High) OfCorrected() => Missed((Accuracy - Floor) / (1 - Floor), (set, random) => OneSidedBounds.Corrected(
        Right(_outcomes, set, random), Right(_floor, set, random), (ulong)random.NextInt64(), sequences: set.Sequences)!);

    /// <summary>Share of repetitions in which a null that is as often right does not reach the alignment.</summary>
    public double OfNull() => Drawn((set, random) => NullTest.Reaches(
        Right(_outcomes, set, random), [.. Right(_outcomes, set, random).Select(right => (bool?)right)], sequences: set.Sequences))
        .Count(reaches => !reaches) / (double)Runs;

    private (double Low, double High) Missed(double truth, Func<SharedSequences, Random, OneSidedBounds> bounds)
    {
        OneSidedBounds[] found = [.. Drawn(bounds)];
        return (found.Count(one => one.Low > truth) / (double)Runs, found.Count(one => one.High < truth) / (double)Runs);
    }

    private IEnumerable<T> Drawn<T>(Func<SharedSequences, Random, T> of)
    {
        Random random = new(RandomSeed);
        return Enumerable.Range(0, Runs).Select(_ => of(SharedSequences.Draw(random, Interventions, Pool, Deviation), random));
    }

    private static bool[] Right(LogitOutcomes outcomes, SharedSequences set, Random random) => outcomes.Draw(random, set.Easy, effect: 0);
}
