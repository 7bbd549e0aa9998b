using System.Globalization;
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
    private const int StartSequences = 512;      // method.md section 3
    private const double EnergyFactor = 2;       // likewise: beyond it an orthogonal map cannot fit
    private const double WantedAccuracy = 0.99;  // method.md section 8

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
            journal.Update(record => record with { Networks = [.. networks.Select((network, k) => Describe(network, task, data, k))] });
            RequireLearned(networks, journal.Record.Networks);
            IReadOnlyList<string> warnings = Warnings(networks, data);
            journal.Update(record => record with
            {
                Warnings = warnings,
                Hashes = record.Hashes.Append(new("data", data.Hash())).ToDictionary(),
            });
            options.Progress(RunProgress.Finished("preparing data", Usable(journal.Record.Networks)));
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
        var results = new SeedResult[seeds.Count];
        var metrics = new RunMetrics(experiment, networks, data);
        var finished = new Dictionary<int, SeedResult>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        SideBySide.Run(seeds.Count, sideBySide, i =>
        {
            var run = new SeedRun(experiment, networks, data, folder, journal, fingerprint, threadsEach);
            try
            {
                results[i] = run.Run(seeds[i], bases[i], floors, options.Progress, end.Token);
            }
            catch
            {
                // The others write their checkpoints and end: what stops one seed should not wait for the rest.
                end.Cancel();
                throw;
            }
            lock (finished)
            {
                finished[i] = results[i];
                folder.WriteMetrics(metrics.Rows([.. finished.Values], floor: null));
            }
        });
        return results;
    }

    // The aligned start is one and the same for all seeds; a random one belongs to its seed.
    private static Tensor[][] Bases(Experiment experiment, RunData data, IReadOnlyList<int> seeds)
    {
        if (experiment.Alignment.Start == AlignmentStart.Aligned)
        {
            Tensor[] shared = OrthogonalBase.Aligned([.. data.Pools(Metrics.Train).Select(pool => pool.EligibleLatents(StartSequences))]);
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

    private static NetworkRecord Describe(OpenedNetwork network, SequenceTask task, RunData data, int index)
    {
        RecordedPool test = data.Pools(Metrics.Test)[index];
        double heldOut = test.Accuracy(task.Options.HeldOut.Contains);
        RecordedPool[] pools = [.. ((string[])[Metrics.Train, Metrics.Validation, Metrics.Test]).Select(split => data.Pools(split)[index])];
        return new NetworkRecord
        {
            Name = network.Name,
            Architecture = network.Network.Architecture,
            Width = network.Site.Width,
            Site = network.Site.Name,
            Task = task.Name,
            Parameters = network.Network.ParameterCount,
            Origin = network.Origin,
            Hash = network.Hash,
            Accuracy = test.Accuracy(quantity => !task.Options.HeldOut.Contains(quantity)),
            AccuracyHeldOut = double.IsNaN(heldOut) ? null : heldOut,
            Usable = pools.Sum(pool => pool.Right.Count(right => right)),
            Sequences = pools.Sum(pool => pool.Right.Length),
        };
    }

    private static void RequireLearned(OpenedNetwork[] networks, IReadOnlyList<NetworkRecord> records)
    {
        List<InputError> errors = [];
        string? failed = null;
        for (int k = 0; k < networks.Length; k++)
        {
            if (records[k].Accuracy >= WantedAccuracy || networks[k].Options.Insist)
                continue;
            string message = string.Create(CultureInfo.InvariantCulture,
                $"network '{records[k].Name}' has not learned {records[k].Task}: it gets {100 * records[k].Accuracy:f1} % of natural sequences right, at least {100 * WantedAccuracy:f0} % are wanted; ");
            if (networks[k].Options.Source is SavedNetwork saved)
                errors.Add(new InputError(message + "train it further, or write 'insist: true' beside it to compare it all the same", saved.Path, Key: $"networks.{k}"));
            else
                failed ??= message + $"give it another seed or more steps (networks.{k}.train), or write 'insist: true' beside it";
        }
        if (errors.Count > 0)
            throw new InputException(errors);
        if (failed is not null)
            throw new RunFailedException(failed);
    }

    // An orthogonal map cannot rescale: where energies differ, low IIA says nothing (method.md section 3).
    private static List<string> Warnings(OpenedNetwork[] networks, RunData data)
    {
        double[] energies = [.. data.Pools(Metrics.Train).Select(MeanEnergy)];
        var warnings = new List<string>();
        for (int a = 0; a < energies.Length; a++)
            for (int b = a + 1; b < energies.Length; b++)
                if (Math.Max(energies[a], energies[b]) > EnergyFactor * Math.Min(energies[a], energies[b]))
                {
                    warnings.Add(string.Create(CultureInfo.InvariantCulture,
                        $"The latents of {networks[a].Name} and {networks[b].Name} differ in scale (mean energy {energies[a]:g3} and {energies[b]:g3}), and an orthogonal alignment cannot rescale: low accuracy between them may mean no more than that. 'normalise: standard' is made for this."));
                }
        return warnings;
    }

    private static double MeanEnergy(RecordedPool pool)
    {
        using var scope = NewDisposeScope();
        Tensor latents = pool.EligibleLatents(StartSequences);
        return (latents * latents).sum([1]).mean().to_type(ScalarType.Float64).item<double>();
    }

    private static string Usable(IReadOnlyList<NetworkRecord> networks) =>
        string.Join(", ", networks.Select(network => string.Create(CultureInfo.InvariantCulture, $"{network.Name}: {network.Usable} of {network.Sequences} sequences usable")));
}
