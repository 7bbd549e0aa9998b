using System.Runtime.InteropServices;
using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
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

    private RunTest(StoredRun run, RunData data, IReadOnlyList<(CaseSetup Setup, TestSet Test)> cases)
    {
        (_run, _data, _cases) = (run, data, cases);
        DataHash = data.Hash();
    }

    /// <summary>Hash of the run's data, as <see cref="RunData.Hash"/> gives it.</summary>
    public string DataHash { get; }

    /// <summary>Draws it. The validation set is drawn too, because the hash is over both.</summary>
    public static RunTest Draw(StoredRun run, IReadOnlyList<OpenedNetwork> networks, int threads)
    {
        using var whole = new RunData(run.Experiment, networks, threads, [Metrics.Validation, Metrics.Test]);
        AlignmentCase[] cases = [.. AlignmentCase.Of(run.Experiment, [.. networks.Select(network => network.Site.Width)])];
        RunData data = whole.Only(cases.Select(own => new CaseSetup(run.Experiment, own, whole)));
        try
        {
            CaseSetup[] setups = [.. cases.Select(own => new CaseSetup(run.Experiment, own, data))];
            return new RunTest(run, data, [.. setups.Select(setup => (setup, setup.DrawTest()))]);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Every value of the test, and one sentence for each stored matrix that contradicts others.</summary>
    /// <param name="options">Threads and progress.</param>
    /// <param name="tolerance">The largest difference of a matrix that is no contradiction.</param>
    /// <param name="stop">Looked at before each alignment seed.</param>
    /// <exception cref="InputException">What is stored cannot be evaluated.</exception>
    public (IReadOnlyList<TestValue> Values, IReadOnlyList<string> Contradictions) Evaluate(RunOptions options, double tolerance, CancellationToken stop)
    {
        const string job = "evaluating";
        var metrics = new RunMetrics(_run.Experiment, _data);
        var values = new List<TestValue>(metrics.NetworkValues());
        var contradictions = new List<string>();
        IReadOnlyList<int> seeds = _run.Experiment.Alignment.Seeds;
        for (int c = 0; c < _cases.Count; c++)
        {
            (CaseSetup own, TestSet test) = _cases[c];
            values.AddRange(metrics.Floors(own, test, test.Floor(options.Threads) ?? []));
            for (int s = 0; s < seeds.Count; s++)
            {
                stop.ThrowIfCancellationRequested();
                options.Progress(new RunProgress(job, c * seeds.Count + s, _cases.Count * seeds.Count, $"{own.Case.Name}, seed {seeds[s]}"));
                using LearnedSeed learned = Read(own, seeds[s]);
                contradictions.AddRange(Contradictions(own, learned, tolerance));
                values.AddRange(metrics.Tested(own, test, Evaluate(own, test, learned.Maps, seeds[s], options.Threads), learned.Sizes));
            }
        }
        options.Progress(RunProgress.Finished(job, $"{values.Count} values"));
        return (values, contradictions);
    }

    private LearnedSeed Read(CaseSetup own, int seed) => Computed(own, seed, () => _run.Alignments.Read(
        own, own.Case.PrefixAmong(_cases.Count), seed, LearnedSizes.Of(_run.Tested, own, _run.Experiment.Alignment.Variables.Count, seed)));

    // The step is told by the training, which is not done again.
    private SeedEvaluation Evaluate(CaseSetup own, TestSet test, LearnedMaps learned, int seed, int threads)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using LearnedMaps random = RandomStart.Control(own, learned, seed);
        StepMaps maps = Computed(own, seed, learned.Hard);
        return test.Evaluate(seed, step: 0, maps, maps with { Maps = random.Hard().Maps }, own.IsRandomNoControl, threads);
    }

    // One sentence for every stored matrix that is not what its own parameters give, though other programs may read it.
    private IEnumerable<string> Contradictions(CaseSetup own, LearnedSeed learned, double tolerance)
    {
        foreach ((int network, string name, Tensor tensor) in learned.Following)
        {
            // Not 'greater than': NaN must not pass.
            double difference = _run.Alignments.Difference(name, tensor);
            if (!(difference <= tolerance))
            {
                string given = string.Join(" and ", LearnedSeed.Given(learned.Maps.Alignments[network]).Select(pair => pair.Key));
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{name} in {AlignmentArchive.FileName} is not what {given} give (largest difference {difference:g2}); it is used in {Directions(own, network)}.");
            }
        }
    }

    private static string Directions(CaseSetup own, int network) => string.Join(", ", own.Tested.Where(route => route.Source == network || route.Target == network)
        .Select(route => new NamedDirection(own.Names[route.Source], own.Names[route.Target])).Distinct());

    // What libtorch cannot compute with, it refuses.
    private T Computed<T>(CaseSetup own, int seed, Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (ExternalException error)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"the alignments of seed {seed} ({own.Case.Name}) cannot be used: {error.Message.Split('\n')[0].TrimEnd('.')}"), _run.Alignments.Path, inner: error);
        }
    }

    public void Dispose() => _data.Dispose();
}
