using Mas.Alignments;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results;
using Mas.Results.Store;
using Mas.Results.Verdicts;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using static TorchSharp.torch;

namespace Mas.Experiments;

/// <summary>
/// The main job: networks → data → one alignment per seed → test → run folder. Every stage hands an immutable value to the
/// next. A run that ends early, for whatever reason, is continued by running it again in the same folder.
/// </summary>
public static class ExperimentRunner
{
    /// <summary>Runs or continues an experiment in a folder that is open for it.</summary>
    /// <returns>The finished run; an already finished one is returned as it is.</returns>
    /// <exception cref="InputException">The user's input is wrong.</exception>
    /// <exception cref="RunFailedException">A network trained here has not learned its task.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; a checkpoint is written.</exception>
    public static RunRecord Run(Experiment experiment, RunFolder folder, RunOptions options, CancellationToken stop)
    {
        NativeTorch.Load();
        RunJournal journal = RunJournal.Open(experiment, folder, options);
        if (journal.Record.Status == RunStatus.Done)
            return journal.Record;
        try
        {
            RunStages(experiment, folder, options, journal, stop);
            return journal.Record;
        }
        catch (OperationCanceledException)
        {
            journal.End(RunStatus.Interrupted, null);
            throw;
        }
        catch (InputException) when (journal.IsNew && !folder.Exists(RunFolder.MetricsFile))
        {
            // Once the input is mended this is another experiment, for which the folder should be free.
            folder.Withdraw();
            throw;
        }
        catch (Exception error) when (error is not DiskFullException)
        {
            journal.End(RunStatus.Failed, error.Message);
            throw;
        }
    }

    private static void RunStages(Experiment experiment, RunFolder folder, RunOptions options, RunJournal journal, CancellationToken stop)
    {
        SequenceTask task = experiment.Task.ToTask();
        OpenedNetwork[] networks = NetworkStage.Open(experiment, task, options, stop);
        try
        {
            journal.Finish("networks");
            options.Progress(new RunProgress("preparing data", 0, 1));
            using var data = new RunData(experiment, task, networks, options.Threads);
            journal.Update(record => record with { Networks = [.. networks.Select((network, k) => NetworkCheck.Describe(network, task, data, k))] });
            NetworkCheck.RequireLearned(networks, journal.Record.Networks);
            IReadOnlyList<string> warnings = NetworkCheck.EnergyWarnings(networks, data);
            journal.Update(record => record with
            {
                Warnings = warnings,
                Hashes = record.Hashes.Append(new("data", data.Hash())).ToDictionary(),
            });
            options.Progress(RunProgress.Finished("preparing data", NetworkCheck.Usable(journal.Record.Networks)));
            journal.Finish("data");
            SeedResult[] seeds = Align(experiment, networks, data, folder, options, journal, stop);
            journal.Finish("alignment");
            Conclude(experiment, networks, data, seeds, folder, options, journal, energiesDiffer: warnings.Count > 0);
        }
        finally
        {
            foreach (OpenedNetwork network in networks)
                network.Dispose();
        }
    }

    private static SeedResult[] Align(
        Experiment experiment, OpenedNetwork[] networks, RunData data, RunFolder folder, RunOptions options, RunJournal journal, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<int> seeds = experiment.Alignment.Seeds;
        int sideBySide = Math.Min(options.Threads, seeds.Count), threadsEach = Math.Max(1, options.Threads / sideBySide);
        string fingerprint = journal.Fingerprint(networks);
        double[] floors = [.. new InterchangeEngine(data.ValidationData, options.Threads).Evaluate(null).Select(outcome => outcome.TrialIia)];
        Tensor[][] bases = Bases(experiment, data, seeds);
        var results = new SeedResult?[seeds.Count];
        var metrics = new RunMetrics(experiment, networks, data);
        SeedRun[] runs = [.. seeds.Select(seed => new SeedRun(seed, experiment, networks, data, folder, journal, fingerprint, threadsEach))];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            SideBySide.Run(seeds.Count, sideBySide, i =>
            {
                try
                {
                    results[i] = runs[i].Run(bases[i], floors, options.Progress, end.Token);
                }
                catch
                {
                    // The others write their checkpoints and end: what stops one seed should not wait for the rest.
                    end.Cancel();
                    throw;
                }
            });
        }
        catch (OperationCanceledException)
        {
            folder.WriteMetrics(metrics.SoFar(runs, results));
            throw;
        }
        return results!;
    }

    // The aligned start is one and the same for all seeds; a random one belongs to its seed.
    private static Tensor[][] Bases(Experiment experiment, RunData data, IReadOnlyList<int> seeds)
    {
        if (experiment.Alignment.Start == AlignmentStart.Aligned)
        {
            Tensor[] shared = OrthogonalBase.Aligned([.. data.Pools(Metrics.Train).Select(pool => pool.EligibleLatents(RunData.StartSequences))]);
            return [.. seeds.Select(_ => shared)];
        }
        return [.. seeds.Select(seed => data.Pools(Metrics.Train).Select((pool, k) =>
            OrthogonalBase.Random((int)pool.Recording.Latents.size(1), SeededRandom.Derive((ulong)seed, "base", k))).ToArray())];
    }

    private static void Conclude(
        Experiment experiment, OpenedNetwork[] networks, RunData data, SeedResult[] seeds,
        RunFolder folder, RunOptions options, RunJournal journal, bool energiesDiffer)
    {
        IReadOnlyList<RouteOutcome>? floor = data.Test.Floor(options.Threads);
        var summary = new DirectionSummary([.. networks.Select(network => network.Name)], experiment.Alignment.MethodName, data.Exchange.Label, data.Trained);
        IReadOnlyList<DirectionResult> directions = summary.Of(data.Test, [.. seeds.Select(seed => seed.Evaluation)], floor);
        folder.WriteMetrics(new RunMetrics(experiment, networks, data).Rows(seeds, floor));
        folder.Write("alignments.safetensors", stream => SafetensorsWriter.Write(
            stream, [.. seeds.SelectMany(seed => seed.Tensors)], AlignmentMetadata.Of(experiment, networks, data)));
        journal.Update(record => record with
        {
            Directions = directions,
            Verdict = Verdict.Decide(directions, record.Networks, experiment.Verdict.Same, experiment.Verdict.Different, energiesDiffer),
        });
        journal.Finish("evaluation");
        journal.End(RunStatus.Done, null);
    }
}
