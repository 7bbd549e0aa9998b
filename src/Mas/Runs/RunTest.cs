using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Verification;
using static TorchSharp.torch;

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
                using var maps = new StoredMaps(_run, _data, own, own.Case.PrefixAmong(_cases.Count), seeds[s]);
                contradictions.AddRange(maps.Contradictions(tolerance));
                values.AddRange(metrics.Tested(own, test, Evaluate(own, test, maps, seeds[s], options.Threads), maps.Sizes));
            }
        }
        options.Progress(RunProgress.Finished(job, $"{values.Count} values"));
        return (values, contradictions);
    }

    // The step is told by the training, which is not done again.
    private static SeedEvaluation Evaluate(CaseSetup own, TestSet test, StoredMaps stored, int seed, int threads)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        (StepMaps learned, StepMaps random) = stored.Maps();
        return test.Evaluate(seed, step: 0, learned, random, own.IsRandomNoControl, threads);
    }

    /// <inheritdoc/>
    public void Dispose() => _data.Dispose();
}
