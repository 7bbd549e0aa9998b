using Mas.Analyses.Leakage;

namespace Mas.Benchmarks.Planted;

/// <summary>Trial IIA from the copy when the units that nothing reads are another sample's: the null part as it was planted, not as it is found.</summary>
/// <param name="IsWithin">Whether into the copy itself; otherwise into its original.</param>
internal sealed record PlantedExchange(string Method, int Size, bool IsWithin, double TrialIia)
{
    /// <summary>Every method, size and direction from the copy, which is the first network.</summary>
    public static IReadOnlyList<PlantedExchange> Of(string folder, int threads)
    {
        using StoredRun run = StoredRun.Open(folder);
        OpenedNetwork[] networks = NetworkStage.Open(run.Experiment, new RunOptions { Threads = threads, Command = "planted" }, CancellationToken.None);
        try
        {
            using var data = new RunData(run.Experiment, networks, threads);
            using ExchangedLatents exchanged = Exchanged(data.Pools(Metrics.Test)[0], (ulong)run.Experiment.Seed);
            Activity[] recordings = [exchanged, .. data.Pools(Metrics.Test).Skip(1).Select(pool => pool.Activity)];
            IReadOnlyList<AlignmentCase> cases = AlignmentCase.Of(run.Experiment, [.. networks.Select(network => network.Site.Width)]);
            return [.. cases.SelectMany(own => Of(run, new CaseSetup(run.Experiment, own, data), own.PrefixAmong(cases.Count), recordings, threads))];
        }
        finally
        {
            foreach (OpenedNetwork network in networks)
                network.Dispose();
        }
    }

    private static IEnumerable<PlantedExchange> Of(StoredRun run, CaseSetup own, string prefix, Activity[] recordings, int threads)
    {
        var test = own.DrawTest();
        RouteOutcome[][] seeds = [.. run.Experiment.Alignment.Seeds.Select(seed => Outcomes(run.Alignments.Read(own, prefix, seed, sizes: []), test, recordings, threads))];
        return test.Routes.Select((route, r) => (route, r)).Where(one => one.route.Source == 0 && own.Label(one.route).Trained)
            .Select(one => new PlantedExchange(own.Case.Method.Name, own.Case.Sizes[0], one.route.Target == 0, seeds.Average(outcomes => outcomes[one.r].TrialIia)));
    }

    private static RouteOutcome[] Outcomes(LearnedSeed stored, Evaluation.TestSet test, Activity[] recordings, int threads)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using (stored)
            return test.Outcomes(stored.Maps.Hard(), threads, recordings);
    }

    private static ExchangedLatents Exchanged(RecordedPool pool, ulong seed)
    {
        using var scope = NewDisposeScope();
        int width = pool.Activity.Width, read = width - PlantedNullSpace.Units;
        Tensor idle = cat([zeros(read), ones(PlantedNullSpace.Units)], 0);
        return new ExchangedLatents(pool.Activity, ExchangedLatents.Others(pool, SeededRandom.Derive(seed, "planted units")), latents => latents.mul(idle));
    }
}
