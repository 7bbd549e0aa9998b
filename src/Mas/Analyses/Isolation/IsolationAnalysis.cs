using Mas.Causal;
using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Analyses.Isolation;

/// <summary>The analysis <c>isolate</c> (<c>method.md</c> section 10; cause and isolate of RAVEL, Huang et al. 2024): for every exchanged
/// variable v and every other variable w of the task, whether an exchange of v brings the source's v where the source has the target's w
/// (cause), and whether it leaves the target's behaviour alone where the source has the target's v and another w (isolate).</summary>
/// <remarks>Interventions are those of the test stream that tell (<see cref="TellingPairs"/>). Nothing is trained.</remarks>
internal static class IsolationAnalysis
{
    /// <summary>Interventions of each kind at most, at least, and how many of the stream are looked through for one of them.</summary>
    private const int Most = 500, Fewest = 20, LookedThrough = 100;

    public static AnalysisDescription Description { get; } = new(
        "isolate", "Does an exchange of one variable leave the others as they are?", Run)
    {
        Against = Against,
        Evidence = [nameof(EvidenceRecord.Isolation)],
        Metrics = [Metrics.Cause, Metrics.Isolate, Metrics.CauseFloor],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        if (experiment.Alignment.Variables.All(IsFull))
            yield return "isolate asks whether an exchange of one variable leaves the others alone, and 'full' exchanges all of them; list "
                + "a variable by its name in alignment.variables, or leave isolate out";
        else if (experiment.Tasks.Networks.All(task => task?.Variables.Count < 2))
            yield return "isolate compares variables of one task, and these tasks have one each; leave isolate out";
    }

    private static bool IsFull(ExchangedVariable variable) => variable.Names.Contains(CausalVariable.Full);

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        var measured = new List<Measured>();
        for (int c = 0; c < context.Results.Count; c++)
        {
            context.ThrowIfStopped();
            context.Run.Options.Progress(new RunProgress(Description.Word, c, context.Results.Count, context.Results[c].Data.Case.Name));
            measured.AddRange(Measure(context, context.Results[c]));
        }
        context.Run.Options.Progress(RunProgress.Finished(Description.Word, $"{measured.Count} pairs of variables"));
        return new AnalysisOutcome(
            context.Evidence with { Isolation = [.. measured.Select(one => one.Result())] }, measured.SelectMany(one => one.Rows(context)));
    }

    private static Measured[] Measure(AnalysisContext context, CaseResult result)
    {
        Asked[] asked = [.. AskedOf(context, result)];
        var drawn = new (Intervention[] Cause, Intervention[] Isolate)[asked.Length];
        SideBySide.Run(asked.Length, context.Run.Options.Threads, i => drawn[i] = Draw(context, asked[i]));
        int[] kept = [.. Enumerable.Range(0, asked.Length).Where(i => Math.Min(drawn[i].Cause.Length, drawn[i].Isolate.Length) >= Fewest)];
        foreach (int i in Enumerable.Range(0, asked.Length).Except(kept))
            context.Warn($"{asked[i].Words(context)} could not be told apart: hardly any source has the same value of one of them and "
                + "another value of the other one that shows in the behaviour.");
        // Cause and isolate of a pair are two lists of one engine.
        Route[] routes = [.. kept.SelectMany(i => new[] { asked[i].Route, asked[i].Route })];
        Intervention[][] interventions = [.. kept.SelectMany(i => new[] { drawn[i].Cause, drawn[i].Isolate })];
        IReadOnlyList<RecordedPool> pools = context.Data.Pools(Metrics.Test);
        var engine = new InterchangeEngine(new InterchangeData(
            [.. pools.Select(pool => pool.Activity)], [.. pools.Select(pool => pool.Rows)], routes, interventions,
            result.Data.Setup.ReplacesAll), context.Run.Options.Threads);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        RouteOutcome[] unchanged = kept.Length == 0 ? [] : engine.Evaluate(null);
        RouteOutcome[][] seeds = kept.Length == 0 ? [] : [.. result.Seeds.Select(seed => engine.Evaluate(seed.Learned.Maps.Hard()))];
        return [.. kept.Select((i, k) => new Measured(result, asked[i], Tested(2 * k), Tested((2 * k) + 1)))];

        Trials Tested(int list) => new([.. seeds.Select(seed => seed[list].TrialsRight)], unchanged[list].TrialIia);
    }

    // Every tested direction, exchanged variable and other variable that both tasks have.
    private static IEnumerable<Asked> AskedOf(AnalysisContext context, CaseResult result)
    {
        ValueList<ExchangedVariable> variables = context.Experiment.Alignment.Variables;
        return from direction in result.Data.Test.Routes.Select(route => route.Direction).Distinct()
               let source = context.Data.Networks[direction.Source].SequenceTask
               let target = context.Data.Networks[direction.Target].SequenceTask
               from v in Enumerable.Range(0, variables.Count)
               where !IsFull(variables[v])
               let names = variables[v].Names
               from other in target.Variables
               where other.Name != names[direction.Target] && other.Name != names[direction.Source]
                   && PossibleExchange.Between(source, target, other.Name, other.Name)
               select new Asked(
                   new Route(direction.Source, direction.Target, v), variables[v].Label, other.Name,
                   VariableExchange.Between(source, target, names[direction.Source], names[direction.Target], v),
                   VariableExchange.Between(source, target, other.Name, other.Name));
    }

    private static (Intervention[] Cause, Intervention[] Isolate) Draw(AnalysisContext context, Asked asked)
    {
        IReadOnlyList<RecordedPool> pools = context.Data.Pools(Metrics.Test);
        var pairs = new TellingPairs(
            pools[asked.Route.Source].Sequences, pools[asked.Route.Target].Sequences, asked.Exchange, asked.Rest);
        InterventionSampler sampler = context.Data.Sampler(Metrics.Test, asked.Route, [asked.Exchange]);
        int wanted = Math.Min(Most, context.Experiment.Alignment.Test);
        List<Intervention> cause = [], isolate = [];
        for (int number = 0; number < LookedThrough * wanted && Math.Min(cause.Count, isolate.Count) < wanted; number++)
        {
            Intervention one = sampler.Make(number);
            if (cause.Count < wanted && pairs.TellsCause(one))
                cause.Add(one);
            else if (isolate.Count < wanted && pairs.TellsIsolation(one))
                isolate.Add(one);
        }
        return ([.. cause], [.. isolate]);
    }

    /// <summary>A direction, the exchanged variable and the one that is to stay.</summary>
    private sealed record Asked(Route Route, string Variable, string Other, VariableExchange Exchange, VariableExchange Rest)
    {
        public string Words(AnalysisContext context) => $"{Variable} and {Other} from {context.Data.Networks[Route.Source].Name} into "
            + context.Data.Networks[Route.Target].Name;
    }

    /// <param name="Right">[seeds][interventions]</param>
    /// <param name="Unchanged">Trial IIA of the unchanged target.</param>
    private sealed record Trials(bool[][] Right, double Unchanged)
    {
        public double Of(int seed) => Right[seed].Count(right => right) / (double)Right[seed].Length;
    }

    private sealed record Measured(CaseResult Case, Asked Asked, Trials Cause, Trials Isolate)
    {
        private RouteLabel Label => Case.Data.Setup.Label(Asked.Route);

        public IsolationResult Result() => new(
            Label.Source, Label.Target, Label.Method, Label.Size, Asked.Variable, Asked.Other, AccuracyInterval.Of(Cause.Right),
            AccuracyInterval.Of(Isolate.Right))
        {
            CauseFloor = Cause.Unchanged,
            CauseSamples = Cause.Right[0].Length,
            IsolateSamples = Isolate.Right[0].Length,
        };

        public IEnumerable<MetricRow> Rows(AnalysisContext context)
        {
            yield return Row(null, Metrics.CauseFloor, Cause.Unchanged);
            for (int s = 0; s < Case.Seeds.Count; s++)
            {
                yield return Row(Case.Seeds[s], Metrics.Cause, Cause.Of(s));
                yield return Row(Case.Seeds[s], Metrics.Isolate, Isolate.Of(s));
            }

            MetricRow Row(SeedResult? seed, string metric, double value) =>
                context.Found(Case, Asked.Route, seed, Metrics.Via(metric, Asked.Other), value) with { Variable = Asked.Variable };
        }
    }
}
