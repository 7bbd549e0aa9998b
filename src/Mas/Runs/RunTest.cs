using Mas.Analyses;
using Mas.Analyses.Disagreement;
using Mas.Comparison;
using Mas.Comparison.Shown;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Training;

namespace Mas.Runs;

/// <summary>A stored run evaluated again, once for each stored alignment: its test, the validation of its kept checkpoints, and where every
/// bit must be the same, similarity measures and the analyses that train nothing.</summary>
internal sealed class RunTest : IDisposable
{
    private readonly StoredRun _run;
    private readonly bool _isExact;
    private readonly TestContext _context;
    private readonly IReadOnlyList<AnalysisDescription> _analyses;
    private readonly IReadOnlyList<NetworkRecord> _networks;
    private readonly IReadOnlyList<MeasuredPair> _similar;
    private readonly DisposableList<CaseData> _cases = [];

    /// <summary>Draws its data and records the networks' activity.</summary>
    /// <param name="isExact">Whether every bit must be the same as in the run.</param>
    public RunTest(StoredRun run, IReadOnlyList<OpenedNetwork> networks, RunOptions options, bool isExact, CancellationToken stop)
    {
        (_run, _isExact) = (run, isExact);
        _analyses = isExact ? [.. Asked(run.Experiment).Where(analysis => !analysis.TrainsAnew)] : [];
        var data = new RunData(run.Experiment, networks, options.Threads);
        _context = new TestContext(run.Experiment, data, options, stop);
        try
        {
            _networks = [.. networks.Select((network, k) => NetworkCheck.Describe(network, data, k))];
            string[] measures = isExact ? Measures(run.Experiment) : [];
            _similar = measures.Length == 0 ? [] : SimilarityStage.Measure(_context, measures);
            if (_analyses.Count == 0)
            {
                _context = _context with { Data = data.OnlyLookedAt() };
                data.Dispose();
            }
            foreach (AlignmentCase variant in _context.Data.Cases)
                _cases.Add(new CaseData(_context, variant));
            DataHash = _context.Data.Hash();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Hash of the run's data, as <see cref="RunData.Hash"/> gives it.</summary>
    public string DataHash { get; }

    /// <summary>The analyses that a run has done.</summary>
    public static IReadOnlyList<AnalysisDescription> Asked(Experiment experiment) => KnownAnalyses.All.Asked(experiment.Analyses);

    /// <summary>Evaluates everything.</summary>
    /// <param name="tolerance">The largest difference of a matrix that is no contradiction.</param>
    /// <exception cref="InputException">What is stored cannot be evaluated.</exception>
    public Reevaluation Evaluate(double tolerance)
    {
        (string[] warnings, SetupFacts facts) = SetupWarnings.Of(_context, _cases);
        var values = new List<TestValue>(_context.Metrics.NetworkValues());
        var contradictions = new List<string>();
        using DisposableList<CaseResult> results = [];
        foreach (CaseData prepared in _cases)
            results.Add(Evaluate(prepared, results.Count, tolerance, values, contradictions));
        _context.Options.Progress(RunProgress.Finished("evaluating", $"{values.Count} values"));
        var evidence = new EvidenceRecord { Similarity = [.. _similar.Select(pair => pair.Evidence())] };
        Analysed known = AnalysisStage.Run(
            _context, _analyses, new Analysed(results, evidence, [.. _similar.Select(pair => pair.Row(_run.Experiment.Name))]));
        IReadOnlyList<TestedDirection> tested = [.. results.SelectMany(result => result.Tested())];
        IReadOnlyList<DirectionResult> directions = [.. tested.Select(one => one.Result)];
        return new Reevaluation
        {
            Experiment = _run.Experiment,
            Networks = _networks,
            Directions = directions,
            Differences = PlannedDifferences.Of(tested),
            NetworkSeeds = NetworkSeeds.Of(_context.Data.Networks, directions),
            Evidence = known.Evidence,
            Shown = _isExact && _run.Record.Shown is not null ? ShownStage.Of(_context.Data, results, directions) : null,
            Warnings = [.. warnings.Concat(SimilarityStage.Warnings(_similar)).Concat(_cases.SelectMany(SetupWarnings.Latents))
                .Concat(results.SelectMany(result => result.Seeds).SelectMany(seed => seed.Warnings)).Concat(_context.Warnings).Distinct()],
            Facts = facts,
            Values = [.. values, .. known.Rows.Select(row => new TestValue(row, 1))],
            Contradictions = contradictions,
        };
    }

    /// <summary>[networks] the test sequences.</summary>
    public IReadOnlyList<SequencePool> Sequences => [.. _context.Data.Pools(Metrics.Test).Select(pool => pool.Sequences)];

    /// <summary>Every test intervention, with what became of it under the alignment that decides and without any.</summary>
    /// <exception cref="InputException">What is stored cannot be evaluated.</exception>
    public IReadOnlyList<ExportedRoute> Interventions()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var routes = new List<ExportedRoute>();
        foreach (CaseData prepared in _cases)
            routes.AddRange(Interventions(prepared, routes.Count));
        return routes;
    }

    private IEnumerable<ExportedRoute> Interventions(CaseData prepared, int before)
    {
        (CaseSetup setup, TestSet test, int threads) = (prepared.Setup, prepared.Test, _context.Options.Threads);
        int seed = _run.Record.Directions.ElementAtOrDefault(before)?.Chosen?.Seed ?? _run.Experiment.Alignment.Seeds[0];
        using LearnedSeed learned = Read(setup, seed);
        RouteOutcome[] outcomes = test.Outcomes(Computed(setup, seed, learned.Maps.Hard), threads);
        IReadOnlyList<RouteOutcome> unchanged = test.Unchanged(threads);
        string prefix = setup.Case.PrefixAmong(_cases.Count);
        return [.. test.Routes.Select((route, r) => new ExportedRoute(
            setup.Label(route), prefix, seed, test.Interventions[r], outcomes[r].TrialsRight, unchanged[r].TrialsRight))];
    }

    // An analysis that trains may have measured some too.
    private static string[] Measures(Experiment experiment)
    {
        IEnumerable<string> further =
            Asked(experiment).Contains(DisagreementAnalysis.Description) ? DisagreementAnalysis.Correlational : [];
        return [.. experiment.Evaluation.Similarity.Union(further)];
    }

    private CaseResult Evaluate(CaseData prepared, int index, double tolerance, List<TestValue> values, List<string> contradictions)
    {
        (CaseSetup setup, TestSet test, RunMetrics metrics) = (prepared.Setup, prepared.Test, _context.Metrics);
        IReadOnlyList<int> seeds = _run.Experiment.Alignment.Seeds;
        TestFloors? floors = test.Floors(_context.Options.Threads);
        values.AddRange(metrics.Unaligned(setup, test, floors?.Outcomes ?? []));
        var found = new List<SeedResult>();
        var result = new CaseResult(prepared, found, floors);
        try
        {
            for (int s = 0; s < seeds.Count; s++)
            {
                _context.Stop.ThrowIfCancellationRequested();
                _context.Options.Progress(new RunProgress(
                    "evaluating", index * seeds.Count + s, _cases.Count * seeds.Count, $"{setup.Case.Name}, seed {seeds[s]}"));
                LearnedSeed learned = Read(setup, seeds[s]);
                found.Add(Evaluate(prepared, seeds[s], KeptStep(index, s), learned, values));
                contradictions.AddRange(
                    StoredMatrices.Contradictions(_run.Alignments, learned, tolerance, network => Directions(setup, network)));
                values.AddRange(metrics.Tested(setup, test, found[^1].Evaluation, learned.Sizes));
            }
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private SeedResult Evaluate(CaseData prepared, int seed, int step, LearnedSeed learned, List<TestValue> values)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            CaseSetup setup = prepared.Setup;
            int threads = _context.Options.Threads;
            using LearnedMaps random = RandomStart.Control(setup, learned.Maps, seed);
            StepMaps maps = Computed(setup, seed, learned.Maps.Hard);
            RouteOutcome[] validated = new InterchangeEngine(prepared.Validation, threads).Evaluate(maps);
            values.AddRange(_context.Metrics.Validated(prepared, seed, step, validated));
            SeedValidation validation = SeedValidation.Of(
                [.. validated.SelectMany((outcome, route) =>
                    AlignmentTrainer.Validated(outcome).Select(value => (route, value.Metric, value.Value)))], prepared.Floors);
            SeedEvaluation evaluation =
                prepared.Test.Evaluate(seed, step, maps, maps with { Maps = random.Hard().Maps }, setup.IsRandomNoControl, threads);
            IReadOnlyList<string> warnings = Computed(setup, seed, () => SeedRun.Warnings(setup, seed, learned.Maps));
            return new SeedResult(evaluation, new TrainingProgress(), learned, validation, warnings);
        }
        catch
        {
            learned.Dispose();
            throw;
        }
    }

    // The training, which is not done again, has told it; the validation of that step and every row of the test must agree with it.
    private int KeptStep(int index, int seed)
    {
        int before = _cases.Take(index).Sum(prepared => prepared.Test.Routes.Count);
        return _run.Record.Directions.ElementAtOrDefault(before)?.Steps.ElementAtOrDefault(seed) ?? 0;
    }

    private LearnedSeed Read(CaseSetup setup, int seed) => Computed(setup, seed, () =>
        _run.Alignments.Read(setup, setup.Case.PrefixAmong(_cases.Count), seed, LearnedSizes(setup, seed)));

    // Dimensions per variable at the kept checkpoint, read back from the rows of the test; empty where they are given.
    private int[] LearnedSizes(CaseSetup setup, int seed)
    {
        if (!setup.Case.Method.Mask.LearnsSizes)
            return [];
        string method = setup.Case.Method.Name;
        MetricRow[] sizes = [.. _run.Rows.Where(row =>
            row.Split == Metrics.Test && row.Metric == Metrics.LearnedSize && row.Seed == seed && row.Method == method)];
        return [.. Enumerable.Range(0, _run.Experiment.Alignment.Variables.Count).Select(Size)];

        int Size(int variable)
        {
            RouteLabel[] labels = [.. setup.Tested.Where(route => route.Variable == variable).Select(setup.Label)];
            double[] found = [.. sizes.Where(row => labels.Any(label => Is(row, label))).Select(row => row.Value).Distinct()];
            if (found is [double size] && size == Math.Floor(size) && size >= 0 && size <= setup.Widths.Min())
                return (int)size;
            // Of variables that are overwritten at once the rows have the sum.
            throw new InputException(
                Invariant($"the size that the mask has learned for each variable ({method}, seed {seed}) does not follow ")
                + $"from the rows '{Metrics.LearnedSize}' of metrics.csv, so that this run cannot be verified");
        }
    }

    private static bool Is(MetricRow row, RouteLabel label) =>
        (row.Source, row.Target, row.Variable, row.Size) == (label.Source, label.Target, label.Variable, label.Size);

    private static string Directions(CaseSetup setup, int network) => string.Join(", ", setup.Tested
        .Where(route => route.Source == network || route.Target == network)
        .Select(route => new NamedDirection(setup.Names[route.Source], setup.Names[route.Target])).Distinct());

    private T Computed<T>(CaseSetup setup, int seed, Func<T> compute) =>
        StoredMatrices.Computed(_run.Alignments, seed, setup.Case.Name, compute);

    public void Dispose()
    {
        _cases.Dispose();
        _context.Data.Dispose();
    }

    // Nobody reads warnings before they are compared.
    private sealed record TestContext(Experiment Experiment, RunData Data, RunOptions Options, CancellationToken Stop)
        : ComparisonContext(Experiment, Data, Options, Stop)
    {
        private readonly List<string> _said = [];

        public override IReadOnlyList<string> Warnings => _said;

        public override void Warn(string sentence) => _said.Add(sentence);
    }
}
