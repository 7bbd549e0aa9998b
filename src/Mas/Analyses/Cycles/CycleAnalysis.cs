using Mas.Comparison;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Analyses.Cycles;

/// <summary>Isomorphism over time (<c>method.md</c> section 10): activity of network i is written into j, j runs on, and its activity at a
/// later position is written into k, which closes a cycle where k is i. Beside it the same cycles with the detour through i itself: what
/// running on costs without another network in between.</summary>
internal static class CycleAnalysis
{
    /// <summary>Ways through three networks that are measured at most; where there are more, these are drawn.</summary>
    public const int MostWays = 24;

    /// <summary>A way through three networks, by index.</summary>
    private sealed record Way(int Source, int Via, int Target);

    public static AnalysisDescription Description { get; } = new(
        "cycles", "Does activity still mean the same after it went through another network that ran on?", Run)
    {
        Against = Against,
        Evidence = [nameof(EvidenceRecord.Cycles)],
        Metrics = [Metrics.Cycle, Metrics.CycleDirect, Metrics.CycleFloor],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        (IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, AlignmentOptions alignment, _) = experiment;
        if (alignment.Scheme == Scheme.Stepwise)
            yield return "cycles write at one position, and the scheme is stepwise; use the scheme single, or leave cycles out";
        if (alignment.Joint)
            yield return "cycles carry one variable at a time, and joint overwrites several at once; leave one of the two out";
        if (!alignment.Methods.Any(HasBothWays))
            yield return "cycles go from one network into another and on, and no method that is asked for trains such directions; "
                + "add mas, or leave cycles out";
        else if (!tasks.Networks.Any(task => task?.CanReplay != false))
            yield return $"cycles need a causal model that runs from token to token, which the task {tasks.Networks[0]!.Name} has not; "
                + "leave cycles out";
        else if (!networks.Zip(tasks.Networks).Where(pair => pair.First.KnownSite?.IsHandedOn != false)
            .GroupBy(pair => pair.Second).Any(group => group.Count() > 1))
            yield return "cycles go through networks of one task that hand on what is written into them, and there are no two such "
                + "networks here: read two of them at a recurrent state, or leave cycles out";
    }

    // The others go one way, or stay within a network.
    private static bool HasBothWays(AlignmentMethod method) =>
        method is AlignmentMethod.Mas or AlignmentMethod.Clmas or AlignmentMethod.Custom;

    // Every way that the run's alignments have been trained for, every variable and seed.
    private static AnalysisOutcome Run(AnalysisContext context)
    {
        var measured = new List<(CycleResult Result, IEnumerable<MetricRow> Rows)>();
        foreach (CaseResult result in Largest(context.Results))
        {
            Way[] ways = Drawn(context, Ways(context, result));
            for (int w = 0; w < ways.Length; w++)
            {
                Way way = ways[w];
                string names = string.Join(" → ", ((int[])[way.Source, way.Via, way.Target]).Select(k => context.Data.Networks[k].Name));
                context.Run.Options.Progress(new RunProgress(Description.Word, w, ways.Length, names));
                foreach (int variable in Variables(context).Where(variable => IsPossible(context, result, way, variable)))
                {
                    context.ThrowIfStopped();
                    measured.Add(Measure(context, result, way, variable));
                }
            }
        }
        Warn(context, measured.Count);
        context.Run.Options.Progress(RunProgress.Finished(Description.Word, $"{measured.Count} ways"));
        return new AnalysisOutcome(
            context.Evidence with { Cycles = [.. measured.Select(one => one.Result)] }, measured.SelectMany(one => one.Rows));
    }

    private static IEnumerable<int> Variables(AnalysisContext context) => Enumerable.Range(0, context.Experiment.Alignment.Variables.Count);

    // MAS where the run has it, else every method that aligns networks with one another.
    private static IEnumerable<CaseResult> Largest(IReadOnlyList<CaseResult> results)
    {
        CaseResult[] mas = [.. results.Where(result => result.Data.Case.Method.Name == Verdict.Method)];
        return (mas.Length > 0 ? mas : results).GroupBy(result => result.Data.Case.Method.Name)
            .Select(method => method.MaxBy(result => result.Data.Case.Sizes.Sum())!);
    }

    private static Way[] Ways(AnalysisContext context, CaseResult result)
    {
        IEnumerable<int> all = Enumerable.Range(0, context.Data.Networks.Count);
        return [.. all.SelectMany(source => all.SelectMany(via => all.Select(target => new Way(source, via, target))))
            .Where(way => Variables(context).Any(variable => IsPossible(context, result, way, variable)))];
    }

    // The detour must be possible in the source too, on the same sequences.
    private static bool IsPossible(AnalysisContext context, CaseResult result, Way way, int variable)
    {
        (RunData data, ValueList<string> names) = (context.Data, context.Experiment.Alignment.Variables[variable].Names);
        IReadOnlyList<RecordedPool> pools = data.Pools(Metrics.Test);
        bool Trained(int source, int target) =>
            result.Data.Trained.Any(route => route.Source == source && route.Target == target && route.Variable == variable);
        return way.Via != way.Source && way.Via != way.Target
            && data.Networks[way.Source].Site.IsHandedOn && data.Networks[way.Via].Site.IsHandedOn
            && data.Networks[way.Via].SequenceTask.CanReplay
            && Correspondence.IsPositionwise(pools[way.Source].Sequences, pools[way.Via].Sequences)
            && names[way.Source] == names[way.Via] && Trained(way.Source, way.Via) && Trained(way.Via, way.Target);
    }

    private static Way[] Drawn(AnalysisContext context, Way[] ways)
    {
        if (ways.Length <= MostWays)
            return ways;
        context.Warn(Invariant($"Of {ways.Length} ways through three networks {MostWays} were drawn for cycles."));
        int[] order = [.. Enumerable.Range(0, ways.Length)];
        new SeededRandom(SeededRandom.Derive((ulong)context.Experiment.Seed, "ways of cycles")).Shuffle<int>(order);
        return [.. order[..MostWays].Order().Select(way => ways[way])];
    }

    private static (CycleResult Result, IEnumerable<MetricRow> Rows) Measure(
        AnalysisContext context, CaseResult result, Way way, int variable)
    {
        CaseSetup setup = result.Data.Setup;
        IReadOnlyList<RecordedPool> pools = context.Data.Pools(Metrics.Test);
        Cycle[] cycles = Draw(context, setup, way, variable);
        TokenRows fed = CycleRun.Fed(cycles, pools[way.Via].Sequences);
        int[] through = [way.Via, way.Source];
        using RunnableActivity there = Record(way.Via), back = Record(way.Source);
        RunnableActivity[] activities = [there, back];
        CycleRun[] runs = [.. activities.Select(activity =>
            new CycleRun(cycles, Natural(way.Source), (activity, fed), Natural(way.Target), variable, setup.ReplacesAll))];
        bool[][][] outcomes = [.. through.Select(_ => new bool[result.Seeds.Count][])];
        SideBySide.Run(through.Length * result.Seeds.Count, context.Run.Options.Threads, job =>
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            (int seed, int detour) = Math.DivRem(job, through.Length);
            StepMaps hard = result.Seeds[seed].Learned.Maps.Hard();
            StepMaps maps = hard with { Maps = [hard.Maps[way.Source], hard.Maps[through[detour]], hard.Maps[way.Target]] };
            outcomes[detour][seed] = runs[detour].Evaluate(maps).TrialsRight;
        });
        return Summarise(context, result, way, variable, outcomes[0], outcomes[1], runs[0].Floor().TrialIia);

        RunnableActivity Record(int network) => context.Data.Networks[network].Network.Record(fed, context.Data.Networks[network].Site);

        (RunnableActivity, TokenRows) Natural(int network) => (pools[network].Activity, pools[network].Rows);
    }

    private static Cycle[] Draw(AnalysisContext context, CaseSetup setup, Way way, int variable)
    {
        IReadOnlyList<RecordedPool> pools = context.Data.Pools(Metrics.Test);
        bool[] both = [.. pools[way.Via].Usable.Zip(pools[way.Source].Usable, (via, source) => via && source)];
        VariableExchange Exchange(int source, int target) => setup.Exchanges(new Route(source, target, variable))[0];
        VariableExchange first = Exchange(way.Source, way.Via), second = Exchange(way.Via, way.Target);
        string stream = $"cycles/{way.Source}/{way.Via}/{way.Target}/{first.Label}/{second.Label}";
        var sampler = new CycleSampler(
            SeededRandom.Derive((ulong)context.Experiment.Seed, stream), (pools[way.Source].Sequences, pools[way.Source].Usable),
            (pools[way.Via].Sequences, both), (pools[way.Target].Sequences, pools[way.Target].Usable), first, second);
        return [.. Enumerable.Range(0, context.Experiment.Alignment.Test).Select(sampler.Make)];
    }

    private static (CycleResult, IEnumerable<MetricRow>) Summarise(
        AnalysisContext context, CaseResult result, Way way, int variable, bool[][] composed, bool[][] direct, double floor)
    {
        var route = new Route(way.Source, way.Target, variable);
        var label = result.Data.Setup.Label(route);
        string via = context.Data.Networks[way.Via].Name;
        PairedDifference difference = PairedDifference.Of(composed, direct);
        MetricRow Row(SeedResult? seed, string metric, double value) => context.Found(result, route, seed, Metrics.Via(metric, via), value);
        IEnumerable<MetricRow> Rows(string metric, bool[][] outcomes) => outcomes.Select((seed, s) =>
            Row(result.Seeds[s], metric, seed.Count(right => right) / (double)seed.Length));
        return (
            new CycleResult(
                label.Source, via, label.Target, label.Method, label.Size, label.Variable, AccuracyInterval.Of(composed),
                AccuracyInterval.Of(direct), floor)
            { Difference = difference.Mean, DifferenceInterval = difference.Interval },
            [Row(null, Metrics.CycleFloor, floor), .. Rows(Metrics.Cycle, composed), .. Rows(Metrics.CycleDirect, direct)]);
    }

    private static void Warn(AnalysisContext context, int measured)
    {
        string[] halting = [.. context.Data.Networks.Where(network => !network.Site.IsHandedOn)
            .Select(network => $"{network.Name} at {network.Site.Name}")];
        if (measured == 0)
            context.Warn("No cycle was measured: no alignment was trained from one network into another and from there into a third or "
                + "back, between networks of one task and one variable whose site is a recurrent state.");
        else if (halting.Length > 0)
            context.Warn($"No cycle goes through {string.Join(", ", halting)}: what is written there cannot be read there at a later "
                + "position, which only a recurrent state hands on.");
    }
}
