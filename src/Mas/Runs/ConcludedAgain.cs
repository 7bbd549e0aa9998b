using Mas.Analyses;
using Mas.Analyses.Angles;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Store;

namespace Mas.Runs;

/// <summary>The record that a run must have, concluded from what was evaluated again. Where an analysis has trained for itself, it has what
/// the run says.</summary>
internal sealed class ConcludedAgain
{
    // Told by a clock, by the machine or by the command line; whether a network came from the cache is chance.
    private static readonly string[] s_circumstances =
        ["started", "seconds", "peak_memory_bytes", "resumed_from", "timings", "versions", "hardware", "command", "networks.origin"];

    // Compared one by one, with the files and the data; but that of the experiment is of the file that the user has written.
    private const string Hashes = "hashes", ExperimentHash = "hashes.experiment";

    // What training alone knows is not known again.
    private const string Shown = "shown", TrainingEnds = "shown.ends", Changes = "verdict.changes";

    // What the last bits decide, and what follows from each single outcome.
    private static readonly string[] s_lastBits = ["evidence", "warnings"];
    private static readonly string[] s_outcomes =
    [
        "networks.accuracy", "networks.accuracy_held_out", "networks.usable", "directions.interval", "directions.interval_design",
        "directions.corrected", "directions.corrected_interval", "directions.chosen", "directions.reached", "directions.new_pairs",
        "directions.chosen_new_pairs", "directions.controls.interval", "directions.controls.chosen", "differences", "network_seeds",
    ];

    /// <summary>Keys of a record that say how and when a run was made, and not what came of it.</summary>
    public static IReadOnlySet<string> Circumstances { get; } = new HashSet<string>([.. s_circumstances, Hashes]);

    private readonly StoredRun _run;
    private readonly Reevaluation _again;
    private readonly AnalysisDescription[] _trained;
    private readonly bool _isExact;

    /// <param name="isExact">Whether every bit must be the same.</param>
    /// <param name="isEqual">Whether every value came out equal.</param>
    public ConcludedAgain(StoredRun run, Reevaluation again, bool isExact, bool isEqual)
    {
        (_run, _again, _isExact) = (run, again, isExact);
        Stored = run.Record with { Evidence = run.Record.Evidence ?? new EvidenceRecord() };
        _trained = [.. RunTest.Asked(again.Experiment).Where(analysis => analysis.TrainsAnew)];
        LeftAside =
        [
            .. s_circumstances, Hashes, .. isExact ? [] : s_lastBits, .. isEqual ? [] : s_outcomes, .. Younger(run.Record),
            .. isExact ? [TrainingEnds] : new[] { Shown },
            .. _trained.SelectMany(analysis => analysis.Evidence)
                .Select(name => "evidence." + System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name)),
        ];
        Record = Concluded();
    }

    /// <summary>The run's own record; an older one may lack evidence.</summary>
    public RunRecord Stored { get; }

    public RunRecord Record { get; }

    /// <summary>Keys that are not compared, without places in lists.</summary>
    public HashSet<string> LeftAside { get; }

    /// <summary>In words, all that is not compared.</summary>
    /// <param name="rows">Rows of <c>metrics.csv</c> that were not evaluated again.</param>
    public IEnumerable<string> NotCompared(int rows)
    {
        IEnumerable<string> keys = LeftAside.Except([Hashes]).Append(ExperimentHash);
        yield return $"of {RunFolder.RunFile} {string.Join(", ", keys.Order(StringComparer.Ordinal))}";
        if (rows > 0)
            yield return Invariant($"{rows} rows of {RunFolder.MetricsFile}: training, validation at steps that were not kept")
                + (_isExact ? "" : ", analyses and similarity measures") + (_trained.Length > 0 ? ", what analyses have trained" : "");
        if (_trained.Length > 0)
            yield return $"controls and warnings of {string.Join(", ", _trained.Select(analysis => analysis.Word))}, which train for "
                + "themselves";
    }

    private RunRecord Concluded()
    {
        Experiment experiment = _again.Experiment;
        IEnumerable<DirectionResult> complete = _again.Directions.Select(WithTrainedControls);
        DirectionResult[] directions = [.. _isExact ? complete : complete.Select(AsStored)];
        // On another machine the verdict must follow from what is stored, which may be other within a tolerance.
        IReadOnlyList<DirectionResult> judged = _isExact ? directions : Stored.Directions;
        AlignmentSettings settings = RunVerdict.Settings(experiment, _again.Facts);
        return new RunRecord
        {
            Run = experiment.Name,
            Status = RunStatus.Done,
            Started = Stored.Started,
            Seed = experiment.Seed,
            AlignmentSeeds = [.. experiment.Alignment.Seeds],
            Setup = RunSetup.Of(experiment),
            Networks = _again.Networks,
            HeldOut = [.. experiment.Alignment.HeldOut],
            Directions = directions,
            Differences = _again.Differences,
            NetworkSeeds = _again.NetworkSeeds,
            Shown = _again.Shown,
            Evidence = _again.Evidence with
            {
                Angles = [.. _again.Evidence.Angles, .. Stored.Evidence!.Angles.Where(IsOfTrained)],
            },
            Warnings = Warnings(),
            Alignment = settings,
            Verdict = RunVerdict.Of(experiment, judged, _again.Networks, settings, Stored.Evidence),
        };
    }

    /// <summary>What earlier versions did not write.</summary>
    public static IEnumerable<string> Younger(RunRecord stored) =>
        [.. stored.Shown is null ? [Shown] : Array.Empty<string>(), .. stored.Verdict?.Changes.Count > 0 ? [] : new[] { Changes }];

    private bool IsOfTrained(SubspaceAngles angles) => angles.Between == SubspaceComparison.Starts && _trained.Length > 0;

    private DirectionResult WithTrainedControls(DirectionResult found, int index)
    {
        IReadOnlyList<ControlResult> stored = Stored.Directions.ElementAtOrDefault(index)?.Controls ?? [];
        string[] names = [.. _trained.Where(analysis => analysis.Evidence.Count == 0).SelectMany(analysis => analysis.Metrics)];
        return found with { Controls = [.. found.Controls, .. stored.Where(control => names.Contains(control.Name))] };
    }

    // Its means must be those of its own rows, which are compared within a tolerance.
    private DirectionResult AsStored(DirectionResult full)
    {
        double Mean(string metric, double other) => _run.Rows.Where(row => row.Split == Metrics.Test && row.Metric == metric
            && (row.Source, row.Target, row.Variable, row.Method, row.Size)
                == (full.Source, full.Target, full.Variable, full.Method, full.Size))
            .Select(row => row.Value).DefaultIfEmpty(other).Average();
        return full with
        {
            TrialIia = Mean(Metrics.TrialIia, full.TrialIia),
            TokenIia = Mean(Metrics.TokenIia, full.TokenIia),
            NoSwap = full.NoSwap is double floor ? Mean(Metrics.NoSwap, floor) : null,
            Controls = [.. full.Controls.Select(control => control with { TrialIia = Mean(control.Name, control.TrialIia) })],
        };
    }

    // What the cache had to say of its networks when the run was made is not said again.
    private string[] Warnings()
    {
        bool IsOfCache(string warning) => _again.Experiment.Networks.Any(network =>
            !network.Source.IsStored && warning.StartsWith(network.Name + ": ", StringComparison.Ordinal));
        string[] found = [.. _again.Warnings.Where(warning => !IsOfCache(warning))];
        bool MayStand(string warning) => IsOfCache(warning) || _trained.Length > 0 || found.Contains(warning);
        return [.. Stored.Warnings.Where(MayStand).Union(found)];
    }
}
