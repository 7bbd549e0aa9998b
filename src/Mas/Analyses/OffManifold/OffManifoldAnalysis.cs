using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Evaluation;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Analyses.OffManifold;

/// <summary>How far intervened latents lie from natural ones (<c>method.md</c> section 9): the energy distance between what test
/// interventions leave and natural latents, units standardised by the natural ones, beside that between two samples of natural
/// latents.</summary>
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
        Memory = shape => [AnalysisMemory.Part("off-manifold", Distances(shape))],
        Evidence = nameof(EvidenceRecord.OffManifold),
        Metrics = [Metrics.OffManifold, Metrics.OffManifoldNatural],
    };

    // Between two samples put together, with copies that are scaled.
    private static double Distances(RunShape shape)
    {
        const int matrices = 3, copies = 8;
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
        CaseSetup setup = result.Data.Setup;
        TestSet test = result.Data.Test;
        int routes = test.Routes.Count, samples = Math.Min(MostSamples, context.Experiment.Alignment.Test);
        double[] natural = new double[routes], high = new double[routes];
        double[][] distances = [.. test.Routes.Select(_ => new double[result.Seeds.Count])];
        SideBySide.Run(routes, context.Run.Options.Threads, route =>
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            Tensor reference = Natural(context, setup, test.Routes[route], samples, block: 1);
            Tensor other = Natural(context, setup, test.Routes[route], samples, block: 2);
            natural[route] = EnergyDistance.Of(other, reference);
            ulong seed = SeededRandom.Derive((ulong)context.Experiment.Seed, "off-manifold", route);
            high[route] = EnergyDistance.ByChance(other, reference, Divisions, seed);
            for (int s = 0; s < result.Seeds.Count; s++)
                distances[route][s] = EnergyDistance.Of(test.Intervened(result.Seeds[s].Learned.Maps.Hard(), route, samples), reference);
        });
        for (int route = 0; route < routes; route++)
        {
            Route tested = test.Routes[route];
            RouteLabel label = setup.Label(tested);
            yield return (
                new OffManifoldResult(
                    label.Source, label.Target, label.Method, label.Size, label.Variable,
                    distances[route].Average(), distances[route], natural[route], samples)
                { NaturalHigh = high[route] },
                [
                    context.Found(result, tested, null, Metrics.OffManifoldNatural, natural[route]),
                    .. result.Seeds.Zip(distances[route], (seed, distance) =>
                        context.Found(result, tested, seed, Metrics.OffManifold, distance)),
                ]);
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
