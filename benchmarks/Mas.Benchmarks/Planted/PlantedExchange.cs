using Mas.Evaluation;

namespace Mas.Benchmarks.Planted;

/// <summary>Trial IIA from the copy when the units that nothing reads are another sample's: the null part as it was planted, not as it is
/// found.</summary>
/// <param name="IsWithin">Whether into the copy itself; otherwise into its original.</param>
internal sealed record PlantedExchange(string Method, int Size, bool IsWithin, double TrialIia)
{
    /// <summary>How many units of the copy, its last ones, nothing reads.</summary>
    private const int Units = 32;

    /// <summary>Every method, size and direction of a finished run from the copy, which is the first network; and the largest principal
    /// angle, in degrees, between the units that nothing reads and the null space that is found of it.</summary>
    public static (IReadOnlyList<PlantedExchange> Exchanged, double Angle) Of(string folder, int threads)
    {
        using StoredRun run = StoredRun.Open(folder);
        OpenedNetwork[] networks =
            NetworkStage.Open(run.Experiment, new RunOptions { Threads = threads, Command = "planted" }, CancellationToken.None);
        try
        {
            using var data = new RunData(run.Experiment, networks, threads);
            using ExchangedLatents exchanged = Exchanged(data.Pools(Metrics.Test)[0], (ulong)run.Experiment.Seed);
            Activity[] recordings = [exchanged, .. data.Pools(Metrics.Test).Skip(1).Select(pool => pool.Activity)];
            IReadOnlyList<AlignmentCase> cases = AlignmentCase.Of(run.Experiment, [.. networks.Select(network => network.Site.Width)]);
            return ([.. cases.SelectMany(own =>
                Of(run, new CaseSetup(run.Experiment, own, data), own.PrefixAmong(cases.Count), recordings, threads))],
                LargestAngle(data));
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
        RouteOutcome[][] seeds = [.. run.Experiment.Alignment.Seeds
            .Select(seed => Outcomes(run.Alignments.Read(own, prefix, seed, sizes: []), test, recordings, threads))];
        return from one in test.Routes.Index()
               where one.Item.Source == 0 && own.Label(one.Item).Trained
               select new PlantedExchange(own.Case.Method.Name, own.Case.Sizes[0], one.Item.Target == 0,
                   seeds.Average(outcomes => outcomes[one.Index].TrialIia));
    }

    private static RouteOutcome[] Outcomes(LearnedSeed stored, TestSet test, Activity[] recordings, int threads)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using (stored)
            return test.Outcomes(stored.Maps.Hard(), threads, recordings);
    }

    private static double LargestAngle(RunData data)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        NullSpace space = data.Controls.NullSpaces[0]!;
        if (space.Dimensions < Units)
            return 90; // it cannot hold them
        int width = data.Networks[0].Site.Width;
        Tensor planted = eye(width, dtype: ScalarType.Float64).narrow(1, width - Units, Units);
        return PrincipalAngles.Between(planted, space.Basis)[^1];
    }

    private static ExchangedLatents Exchanged(RecordedPool pool, ulong seed)
    {
        using var scope = NewDisposeScope();
        int width = pool.Activity.Width, read = width - Units;
        Tensor idle = cat([zeros(read), ones(Units)], 0);
        int[] others = ExchangedLatents.Others(pool, SeededRandom.Derive(seed, "planted units"));
        return new ExchangedLatents(pool.Activity, others, latents => latents.mul(idle));
    }
}
