using System.Collections.Concurrent;
using Mas.Causal;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>Which interventions each route of a run draws: from which pairs of values, and how many of them tell.</summary>
/// <param name="training">[networks] sequences of training, which say what values there are.</param>
internal sealed class RouteStreams(Experiment experiment, IReadOnlyList<SequencePool> training)
{
    private readonly ConcurrentDictionary<Direction, int> _possiblePairs = new();
    private readonly ConcurrentDictionary<(int Source, string Exchange), ScrambledValues> _scrambled = new();

    /// <summary>How many pairs of source and target values training could show; of many, some number that is many.</summary>
    public int PossiblePairs(Direction direction) => _possiblePairs.GetOrAdd(direction, _ => HeldOutPairs.Possible(
        training[direction.Source], training[direction.Target], experiment.Alignment.Scheme));

    /// <summary>Of a stream. Trained on are telling and other interventions alike; validated and tested are those that tell.</summary>
    public InterventionKey Key(string split, Route route, IReadOnlyList<VariableExchange> exchanges) =>
        new((ulong)experiment.Seed, split, route.Source, route.Target, exchanges)
        {
            Scheme = experiment.Alignment.Scheme,
            Pairs = PossiblePairs(route.Direction) < HeldOutPairs.FewestPairs ? PairChoice.Any : PairChoice.Known,
            Score = experiment.Alignment.Score,
            Telling = !experiment.Alignment.AsksForTelling(Written(route)) || exchanges.All(exchange => exchange.Pairs.Count == 0)
                ? TellingShare.Any : split == Metrics.Train ? TellingShare.Half : TellingShare.All,
            // With every variable overwritten what is due is what the source would say next.
            TellsFromSource = Written(route) is { OverwritesOne: true } task
                && exchanges.Sum(exchange => exchange.Pairs.Count) < task.Variables.Count,
        };

    private SequenceTask Written(Route route) => training[route.Target].Task;

    /// <summary>Of a side set of the test; null where there is none.</summary>
    public static InterventionKey? SideKey(string side, InterventionKey test) => side switch
    {
        Metrics.TrialIiaNewPairs when test.Pairs == PairChoice.Known => test with { Pairs = PairChoice.New },
        Metrics.TrialIiaRest when test.Telling == TellingShare.All => test with { Telling = TellingShare.None },
        _ => null,
    };

    /// <summary>The permutation of the values of an exchange, from those that the source's training sequences show.</summary>
    public ScrambledValues Scrambled(int source, VariableExchange exchange) => _scrambled.GetOrAdd((source, exchange.Label), _ =>
    {
        SequencePool pool = training[source];
        int[] variables = [.. exchange.Pairs.Select(pair => pair.Source)];
        ReadablePositions readable = pool.ReadableWith(variables);
        return new ScrambledValues(
            Enumerable.Range(0, pool.Count).SelectMany(q => readable.Of(q).ToArray().Select(position =>
            {
                CausalValue[] values = pool.Values(q, position).ToArray();
                return Array.ConvertAll(variables, variable => values[variable]);
            })),
            SeededRandom.Derive((ulong)experiment.Seed, $"scrambled {exchange.Label}"));
    });
}
