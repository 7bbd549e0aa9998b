using System.Runtime.InteropServices;
using Mas.Comparison;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Training;

namespace Mas.Runs;

/// <summary>The test of a stored run, drawn again: every method, size and direction.</summary>
internal sealed class RunTest : IDisposable
{
    private readonly StoredRun _run;
    private readonly RunData _data;
    private readonly IReadOnlyList<(CaseSetup Setup, TestSet Test)> _cases;

    /// <summary>Draws it. The validation set is drawn too, because the hash is over both.</summary>
    public RunTest(StoredRun run, IReadOnlyList<OpenedNetwork> networks, int threads)
    {
        _run = run;
        using (var whole = new RunData(run.Experiment, networks, threads, recordsTraining: false))
            _data = whole.OnlyLookedAt();
        try
        {
            _cases = [.. _data.Cases.Select(variant => new CaseSetup(run.Experiment, variant, _data))
                .Select(setup => (setup, setup.DrawTest()))];
            DataHash = _data.Hash();
        }
        catch
        {
            _data.Dispose();
            throw;
        }
    }

    /// <summary>Hash of the run's data, as <see cref="RunData.Hash"/> gives it.</summary>
    public string DataHash { get; }

    /// <summary>Every value of the test, and one sentence for each stored matrix that contradicts others.</summary>
    /// <param name="tolerance">The largest difference of a matrix that is no contradiction.</param>
    /// <param name="stop">Looked at before each alignment seed.</param>
    /// <exception cref="InputException">What is stored cannot be evaluated.</exception>
    public (IReadOnlyList<TestValue> Values, IReadOnlyList<string> Contradictions) Evaluate(
        RunOptions options, double tolerance, CancellationToken stop)
    {
        const string job = "evaluating";
        var metrics = new RunMetrics(_run.Experiment, _data);
        var values = new List<TestValue>(metrics.NetworkValues());
        var contradictions = new List<string>();
        IReadOnlyList<int> seeds = _run.Experiment.Alignment.Seeds;
        for (int c = 0; c < _cases.Count; c++)
        {
            (CaseSetup setup, TestSet test) = _cases[c];
            values.AddRange(metrics.Floors(setup, test, test.Floor(options.Threads) ?? []));
            for (int s = 0; s < seeds.Count; s++)
            {
                stop.ThrowIfCancellationRequested();
                int done = c * seeds.Count + s;
                options.Progress(new RunProgress(job, done, _cases.Count * seeds.Count, $"{setup.Case.Name}, seed {seeds[s]}"));
                using LearnedSeed learned = Read(setup, seeds[s]);
                contradictions.AddRange(Contradictions(setup, learned, tolerance));
                values.AddRange(metrics.Tested(setup, test, Evaluate(setup, test, learned.Maps, seeds[s], options.Threads), learned.Sizes));
            }
        }
        options.Progress(RunProgress.Finished(job, $"{values.Count} values"));
        return (values, contradictions);
    }

    private LearnedSeed Read(CaseSetup setup, int seed) => Computed(setup, seed, () =>
        _run.Alignments.Read(setup, setup.Case.PrefixAmong(_cases.Count), seed, LearnedSizes(setup, seed)));

    // Dimensions per variable at the kept checkpoint, read back from the rows of the test; empty where they are given.
    private int[] LearnedSizes(CaseSetup setup, int seed)
    {
        if (!setup.Case.Method.Mask.LearnsSizes)
            return [];
        string method = setup.Case.Method.Name;
        MetricRow[] sizes = [.. _run.Tested.Where(row => row.Metric == Metrics.LearnedSize && row.Seed == seed && row.Method == method)];
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

    // The step is told by the training, which is not done again.
    private SeedEvaluation Evaluate(CaseSetup setup, TestSet test, LearnedMaps learned, int seed, int threads)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using LearnedMaps random = RandomStart.Control(setup, learned, seed);
        StepMaps maps = Computed(setup, seed, learned.Hard);
        return test.Evaluate(seed, step: 0, maps, maps with { Maps = random.Hard().Maps }, setup.IsRandomNoControl, threads);
    }

    // One sentence for every stored matrix that is not what its own parameters give, though other programs may read it.
    private IEnumerable<string> Contradictions(CaseSetup setup, LearnedSeed learned, double tolerance)
    {
        foreach ((int network, string name, Tensor tensor) in learned.Following)
        {
            // Not 'greater than': NaN must not pass.
            double difference = _run.Alignments.Difference(name, tensor);
            if (!(difference <= tolerance))
            {
                string given = string.Join(" and ", LearnedSeed.Given(learned.Maps.Alignments[network]).Select(pair => pair.Key));
                yield return $"{name} in {AlignmentArchive.FileName} is not what {given} give "
                    + Invariant($"(largest difference {difference:g2}); ") + $"it is used in {Directions(setup, network)}.";
            }
        }
    }

    private static string Directions(CaseSetup setup, int network) => string.Join(", ", setup.Tested
        .Where(route => route.Source == network || route.Target == network)
        .Select(route => new NamedDirection(setup.Names[route.Source], setup.Names[route.Target])).Distinct());

    // What libtorch cannot compute with, it refuses.
    private T Computed<T>(CaseSetup setup, int seed, Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (ExternalException error)
        {
            string reason = error.Message.Split('\n')[0].TrimEnd('.');
            throw new InputException(
                Invariant($"the alignments of seed {seed} ({setup.Case.Name}) cannot be used: {reason}"), _run.Alignments.Path,
                    inner: error);
        }
    }

    public void Dispose() => _data.Dispose();
}
