using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Evaluation;

/// <summary>How the kept checkpoint of one alignment seed did on validation: what decides between seeds before the test set is looked
/// at.</summary>
/// <param name="Worst">Chance-corrected trial IIA of the worst trained direction; 1 where none can be run.</param>
/// <param name="Loss">Mean over the trained directions of what they are trained on.</param>
internal sealed record SeedValidation(double Worst, double Loss)
{
    /// <param name="values">What was reported of the validation, by trained route.</param>
    /// <param name="floors">[trained routes] trial IIA of the unchanged target; a route whose floor is 1 has nothing to gain and is left
    /// aside.</param>
    public static SeedValidation Of(IReadOnlyList<(int Route, string Metric, double Value)> values, IReadOnlyList<double> floors)
    {
        IEnumerable<double> corrected = values.Where(one => one.Metric == Metrics.TrialIia && floors[one.Route] < 1)
            .Select(one => (one.Value - floors[one.Route]) / (1 - floors[one.Route]));
        double loss = values.Where(one => one.Metric is Metrics.Loss or Metrics.ClLoss).Select(one => one.Value)
            .DefaultIfEmpty(double.PositiveInfinity).Average();
        return new SeedValidation(corrected.DefaultIfEmpty(1).Min(), double.IsNaN(loss) ? double.PositiveInfinity : loss);
    }

    /// <summary>The seed that is tested as the chosen one (<see cref="ChosenSeed"/>).</summary>
    public static int Chosen(IReadOnlyList<SeedValidation> seeds) =>
        ChosenSeed.Of([.. seeds.Select(seed => new[] { seed.Worst })], [.. seeds.Select(seed => seed.Loss)]);
}

/// <summary>Which of several seeds decides, and from where on a seed has reached what <c>same</c> asks for.</summary>
/// <param name="Chosen">Its index.</param>
/// <param name="Same">Threshold on corrected trial IIA.</param>
/// <param name="Nulls">How many null controls were asked for, whether they are made yet or not: their tests share an error rate.</param>
internal sealed record SeedChoice(int Chosen, double Same, int Nulls);
