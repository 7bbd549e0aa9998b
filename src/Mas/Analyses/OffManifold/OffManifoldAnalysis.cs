using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Evaluation;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Analyses.OffManifold;

/// <summary>How far intervened latents lie from natural ones (<c>method.md</c> section 9): the energy distance between what test
/// interventions leave and natural latents, units standardised by the natural ones, beside that between two samples of natural
/// latents. The same is told of two parts of them, in the scale of the whole: what lies in the target's null space, which its behaviour
/// does not depend on, and the rest.</summary>
/// <remarks>Natural latents are read where the further interventions of the same test stream would write, which nothing overwrites.
/// Positions so come from one distribution on both sides, and no position is on both sides by being the same intervention's: an
/// intervention that changed nothing would have the expectation 0, and so has natural against natural.</remarks>
internal static class OffManifoldAnalysis
{
    private const int MostSamples = 1000, Divisions = 99;

    public static AnalysisDescription Description { get; } = new(
        "off-manifold", "How far do intervened latents lie from natural ones?", Run)
    {
        Against = Against,
        Needs = ["null-space"],
        Memory = shape => [AnalysisMemory.Part("off-manifold", Distances(shape))],
        Evidence = [nameof(EvidenceRecord.OffManifold)],
        Metrics = [Metrics.OffManifold, Metrics.OffManifoldNatural],
    };

    // Between two samples put together, with copies that are scaled.
    private static double Distances(RunShape shape)
    {
        const int matrices = 3, copies = 12;
        double samples = Math.Min(MostSamples, shape.Alignment.Test), widest = shape.Networks.Max(network => network.Width);
        return shape.Threads * sizeof(double) * ((matrices * 4 * samples * samples) + (copies * samples * widest));
    }

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        if (experiment.Alignment.Scheme == Scheme.Stepwise)
            yield return "off-manifold looks at the one position that the scheme single overwrites, and the scheme is stepwise; "
                + "leave off-manifold out";
        if (experiment.Alignment.Test < 2)
            yield return "off-manifold compares samples of latents, and alignment.test is 1; ask for at least 2";
    }

    // Every direction, method, size and seed.
    private static AnalysisOutcome Run(AnalysisContext context)
    {
        var measured = new List<(OffManifoldResult Result, IEnumerable<MetricRow> Rows)>();
        for (int c = 0; c < context.Results.Count; c++)
        {
            context.ThrowIfStopped();
            context.Run.Options.Progress(new RunProgress(Description.Word, c, context.Results.Count, context.Results[c].Data.Case.Name));
            measured.AddRange(Measure(context, context.Results[c]));
        }
        context.Run.Options.Progress(RunProgress.Finished(Description.Word, $"{measured.Count} directions"));
        return new AnalysisOutcome(
            context.Evidence with { OffManifold = [.. measured.Select(one => one.Result)] }, measured.SelectMany(one => one.Rows));
    }

    private static IEnumerable<(OffManifoldResult, IEnumerable<MetricRow>)> Measure(AnalysisContext context, CaseResult result)
    {
        IReadOnlyList<Route> routes = result.Data.Test.Routes;
        var gauged = new (GaugedPart Whole, GaugedPart? Null, GaugedPart? Working)[routes.Count];
        // Found before the routes are looked at side by side.
        NullSpace[] spaces = [.. context.Shared.NullSpaces.Select(one => one.Space)];
        SideBySide.Run(routes.Count, context.Run.Options.Threads, route =>
            gauged[route] = Gauge(context, result, route, spaces[routes[route].Target]));
        return routes.Zip(gauged, (route, one) =>
        {
            RouteLabel label = result.Data.Setup.Label(route);
            var found = new OffManifoldResult(
                label.Source, label.Target, label.Method, label.Size, label.Variable,
                one.Whole.Distance, one.Whole.Seeds, one.Whole.Natural, Samples(context))
            { NaturalHigh = one.Whole.NaturalHigh, NullSpace = one.Null, WorkingSpace = one.Working };
            return (found, Rows(one.Whole, "").Concat(Rows(one.Null, "null")).Concat(Rows(one.Working, "working")));

            IEnumerable<MetricRow> Rows(GaugedPart? part, string name)
            {
                if (part is null)
                    yield break;
                yield return context.Found(result, route, null, Metric(Metrics.OffManifoldNatural, name), part.Natural);
                for (int s = 0; s < part.Seeds.Count; s++)
                    yield return context.Found(result, route, result.Seeds[s], Metric(Metrics.OffManifold, name), part.Seeds[s]);
            }
        });

        static string Metric(string word, string part) => part.Length == 0 ? word : Metrics.Via(word, part);
    }

    private static int Samples(AnalysisContext context) => Math.Min(MostSamples, context.Experiment.Alignment.Test);

    private static (GaugedPart Whole, GaugedPart? Null, GaugedPart? Working) Gauge(
        AnalysisContext context, CaseResult result, int route, NullSpace space)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Route tested = result.Data.Test.Routes[route];
        Tensor reference = Natural(context, result.Data.Setup, tested, Samples(context), block: 1);
        Tensor other = Natural(context, result.Data.Setup, tested, Samples(context), block: 2);
        Tensor[] intervened = [.. result.Seeds.Select(seed =>
            result.Data.Test.Intervened(seed.Learned.Maps.Hard(), route, Samples(context)))];
        ulong seed = SeededRandom.Derive((ulong)context.Experiment.Seed, "off-manifold", route);
        int width = (int)reference.size(1), silent = space.Dimensions;
        bool hasParts = silent > 0 && silent < width;
        return (Of(latents => latents, width), hasParts ? Of(space.Part, silent) : null, hasParts ? Of(space.Rest, width - silent) : null);

        GaugedPart Of(Func<Tensor, Tensor> part, int dimensions)
        {
            using var parts = NewDisposeScope();
            Tensor natural = part(reference), more = part(other);
            double[] distances = [.. intervened.Select(latents => EnergyDistance.Of(part(latents), natural, reference))];
            return new GaugedPart(dimensions, distances.Average(), distances, EnergyDistance.Of(more, natural, reference),
                EnergyDistance.ByChance(more, natural, Divisions, seed, reference));
        }
    }

    // Block 0 of the stream is what is tested; those after it are like it and independent of it.
    private static Tensor Natural(AnalysisContext context, CaseSetup setup, Route route, int samples, int block)
    {
        RecordedPool target = context.Data.Pools(Metrics.Test)[route.Target];
        Intervention[] others = context.Data.Sampler(Metrics.Test, route, setup.Exchanges(route))
            .Make((long)block * context.Experiment.Alignment.Test, samples);
        return target.Activity.Latents(Array.ConvertAll(others, one => target.Rows.Offsets[one.TargetSequence] + one.TargetPosition));
    }
}
