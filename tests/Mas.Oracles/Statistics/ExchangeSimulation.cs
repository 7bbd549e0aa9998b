using Mas.Results.Statistics;
using Mas.Results.Verdicts;
using MathNet.Numerics.Distributions;

namespace Mas.Oracles.Statistics;

/// <summary>How often the rule of the verdict (<see cref="ExchangeRule"/>) concludes what it may, where the truth is known: a case of some
/// restarts, all looked at on validation, and the one that is chosen there on the test set, on new pairs, with the source's null part
/// exchanged, and beside nulls.</summary>
/// <param name="Restarts">Alignment seeds. The best one has the accuracies that are asked for; the others lie below it on the logit as
/// normal numbers of deviation <paramref name="SeedDeviation"/> lie below their largest.</param>
/// <param name="Interventions">Of the test set, of validation and of the new pairs, in each direction.</param>
/// <param name="RandomSeed">The same at every call.</param>
internal sealed record ExchangeSimulation(int Restarts, double SeedDeviation, int Interventions, int Runs, int RandomSeed)
{
    public const double Floor = 0.06, OfNull = 0.3;

    private const int Pool = 2_000, Nulls = 3;
    private const double Deviation = 1; // of what its sequences bring to an intervention, on the logit

    private static readonly LogitOutcomes s_floor = new(Floor, 0, Deviation), s_null = new(OfNull, 0, Deviation);

    /// <summary>The accuracy that is so much after correction.</summary>
    public static double Uncorrected(double corrected) => Floor + (corrected * (1 - Floor));

    /// <summary>Share of repetitions in which every direction reaches the threshold of <c>same</c>.</summary>
    /// <param name="accuracies">[directions] of the best restart on the test set</param>
    /// <param name="elsewhere">On new pairs and with the null part exchanged; null for the same as on the test set</param>
    public double AllReach(double[] accuracies, double? elsewhere = null) => Share(accuracies, (direction, accuracy) => direction with
    {
        NewPairs = accuracy(elsewhere).Bounds(),
        NullExchanged = accuracy(elsewhere).Bounds(),
        IsReachedByNull = Enumerable.Range(0, Nulls).Any(_ => accuracy(null).IsReached(Nulls * accuracies.Length)),
    }, directions => ExchangeRule.AllReach(directions, Verdict.DefaultSame));

    /// <summary>Share of repetitions in which every direction stays below the threshold of <c>different</c>.</summary>
    public double AllStayBelow(double[] accuracies) => Share(accuracies, (direction, _) => direction,
        directions => ExchangeRule.AllStayBelow(directions, Verdict.DefaultDifferent));

    /// <summary>Share of repetitions in which some direction reaches <c>same</c> and some other cannot.</summary>
    public double SomeReach(double[] accuracies) => Share(accuracies,
        (direction, accuracy) => direction with { Shared = accuracy(null).Bounds(ErrorRate.Shared(accuracies.Length)) },
        directions => ExchangeRule.SomeReach(directions, Verdict.DefaultSame));

    // What is asked of a direction beside its bounds is filled in with tests at an accuracy of its own.
    private double Share(double[] accuracies, Func<ExchangedDirection, Func<double?, Tested>, ExchangedDirection> filled,
        Func<ExchangedDirection[], bool> concludes)
    {
        Random random = new(RandomSeed);
        Dictionary<double, LogitOutcomes> known = [];
        return Enumerable.Range(0, Runs).Count(_ => concludes(Case())) / (double)Runs;

        ExchangedDirection[] Case()
        {
            double[] effects = [.. Enumerable.Range(0, Restarts).Select(_ => SeedDeviation * Normal.Sample(random, 0, 1))];
            double best = effects.Max();
            double effect = effects[Chosen([.. accuracies.Select(Of)], [.. effects.Select(one => one - best)], random)] - best;
            return [.. accuracies.Select(own => filled(
                new ExchangedDirection(Test(own).Bounds()), accuracy => Test(accuracy ?? own)))];

            Tested Test(double accuracy) => Tested.Draw(Of(accuracy), effect, Interventions, random);
        }

        LogitOutcomes Of(double accuracy) =>
            known.TryGetValue(accuracy, out LogitOutcomes? one) ? one : known[accuracy] = new(accuracy, 0, Deviation);
    }

    private int Chosen(LogitOutcomes[] directions, double[] effects, Random random)
    {
        var corrected = new double[effects.Length][];
        for (int seed = 0; seed < effects.Length; seed++)
            corrected[seed] = new double[directions.Length];
        for (int direction = 0; direction < directions.Length; direction++)
        {
            SharedSequences shown = SharedSequences.Draw(random, Interventions, Pool, Deviation);
            double floor = Share(s_floor.Draw(random, shown.Easy, effect: 0));
            for (int seed = 0; seed < effects.Length; seed++)
                corrected[seed][direction] = (Share(directions[direction].Draw(random, shown.Easy, effects[seed])) - floor) / (1 - floor);
        }
        return ChosenSeed.Of(corrected, new double[effects.Length]);

        static double Share(bool[] outcomes) => outcomes.Count(right => right) / (double)outcomes.Length;
    }

    private sealed record Tested(SharedSequences Shown, bool[] Right, bool[] Unchanged, bool[] Null, ulong Seed)
    {
        public static Tested Draw(LogitOutcomes outcomes, double effect, int interventions, Random random)
        {
            SharedSequences shown = SharedSequences.Draw(random, interventions, Pool, Deviation);
            return new(shown, outcomes.Draw(random, shown.Easy, effect),
                s_floor.Draw(random, shown.Easy, effect: 0), s_null.Draw(random, shown.Easy, effect: 0), (ulong)random.NextInt64());
        }

        public OneSidedBounds Bounds(double errorRate = ErrorRate.Single) =>
            OneSidedBounds.Corrected(Right, Unchanged, Seed, errorRate, Shown.Sequences)!;

        public bool IsReached(int comparisons) =>
            NullTest.Reaches(Right, [.. Null.Select(right => (bool?)right)], ErrorRate.Shared(comparisons), Shown.Sequences);
    }
}
