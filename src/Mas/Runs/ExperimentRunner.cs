using Mas.Analyses;
using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Results.Verdicts;
using Mas.Tensors;
using Mas.Tensors.Safetensors;

namespace Mas.Runs;

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
        OpenedNetwork[] networks = NetworkStage.Open(experiment, options, stop);
        try
        {
            journal.Finish("networks");
            options.Progress(new RunProgress("preparing data", 0, 1));
            (RunData data, IReadOnlyList<MeasuredPair> similar) = Prepare(experiment, networks, options, journal, stop);
            using (data)
                Align(experiment, data, similar, folder, options, journal, stop);
        }
        finally
        {
            foreach (OpenedNetwork network in networks)
                network.Dispose();
        }
    }

    // Natural activity, and what is measured of all of it: training and its test need less, and analyses may need everything.
    private static (RunData Data, IReadOnlyList<MeasuredPair> Similar) Prepare(
        Experiment experiment, OpenedNetwork[] networks, RunOptions options, RunJournal journal, CancellationToken stop)
    {
        var whole = new RunData(experiment, networks, options.Threads);
        try
        {
            journal.Update(record => record with { Networks = [.. networks.Select((network, k) => NetworkCheck.Describe(network, whole, k))] });
            NetworkCheck.RequireLearned(networks, journal.Record.Networks);
            IReadOnlyList<MeasuredPair> similar = MeasureSimilarity(experiment, whole, options, stop);
            if (experiment.Analyses.Count > 0)
                return (whole, similar);
            RunData data = whole.Only(Cases(experiment, whole).Select(own => new CaseSetup(experiment, own, whole)));
            whole.Dispose();
            return (data, similar);
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<AlignmentCase> Cases(Experiment experiment, RunData data) =>
        AlignmentCase.Of(experiment, [.. data.Networks.Select(network => network.Site.Width)]);

    private static void Align(
        Experiment experiment, RunData data, IReadOnlyList<MeasuredPair> similar, RunFolder folder, RunOptions options, RunJournal journal,
        CancellationToken stop)
    {
        IReadOnlyList<AlignmentCase> cases = Cases(experiment, data);
        var prepared = new List<CaseData>();
        try
        {
            foreach (AlignmentCase own in cases)
                prepared.Add(new CaseData(experiment, own, data, options.Threads));
            IReadOnlyList<string> energies = SetupWarnings.Energies(experiment, data, prepared.SelectMany(own => own.Exchanged));
            journal.Update(record => record with
            {
                Warnings = [.. energies, .. SetupWarnings.Sites(experiment, data), .. SetupWarnings.Algorithms(experiment, data), .. SetupWarnings.Variables(experiment, data), .. SimilarityStage.Warnings(similar), .. prepared.SelectMany(LatentWarnings)],
                Hashes = record.Hashes.Append(new("data", data.Hash())).ToDictionary(),
            });
            options.Progress(RunProgress.Finished("preparing data", NetworkCheck.Usable(journal.Record.Networks)));
            journal.Finish("data");
            IReadOnlyList<CaseResult> results = AlignmentStage.Run(experiment, data, prepared, folder, options, journal, stop);
            journal.Finish("alignment");
            var context = new AnalysisContext(experiment, data, folder, options, journal, stop);
            var begun = new Analysed(results, new EvidenceRecord { Similarity = [.. similar.Select(pair => pair.Evidence())] }, [.. similar.Select(pair => pair.Row(experiment.Name))]);
            // Before the analyses too, so that what is finished is not lost with one that is stopped or fails.
            Store(context, begun, energiesDiffer: energies.Count > 0);
            if (experiment.Analyses.Count > 0)
            {
                Analysed known = AnalysisStage.Run(context, begun);
                journal.Finish("analyses");
                Store(context, known, energiesDiffer: energies.Count > 0);
            }
            journal.Finish("evaluation");
            journal.End(RunStatus.Done, null);
        }
        finally
        {
            prepared.ForEach(own => own.Dispose());
        }
    }

    private static IReadOnlyList<MeasuredPair> MeasureSimilarity(Experiment experiment, RunData data, RunOptions options, CancellationToken stop)
    {
        if (experiment.Evaluation.Similarity.Count == 0)
            return [];
        RecordedSite[] sites = [.. data.Networks.Zip(data.Pools(Metrics.Test), (network, pool) => new RecordedSite(network, network.Site, pool))];
        return SimilarityStage.Measure(sites, experiment.Evaluation.Similarity, permutations: 0, (ulong)experiment.Seed, options, stop);
    }

    private static IEnumerable<string> LatentWarnings(CaseData own)
    {
        foreach ((RouteLabel route, int missing, int all) in own.MissingLatents())
        {
            string place = $"from {route.Source} into {route.Target} ({own.Case.Name})";
            if (missing == all || !own.HasValidationLatents)
                throw new RunFailedException($"no intervention {place} has a counterfactual latent: no natural sequence of {route.Target} has the values that the interventions leave; exchange other variables, or leave this direction's CL loss out");
            if (missing > 0)
                yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{missing} of {all} intervened positions {place} have no counterfactual latent and are left out of the CL loss.");
        }
    }

    private static IEnumerable<TestedDirection> Summarise(CaseResult result)
    {
        CaseSetup own = result.Data.Setup;
        return DirectionSummary.Of(result.Data.Test, own.Label, [.. result.Seeds.Select(seed => seed.Evaluation)], result.Floor)
            .Select((one, route) => one with { Result = one.Result with { LearnedSizes = LearnedSizes(result.Data.Test.Routes[route]) } });

        int[]? LearnedSizes(Route route) => result.Seeds.Select(seed => own.LearnedSize(route, seed.Sizes)).OfType<int>().ToArray() is { Length: > 0 } sizes ? sizes : null;
    }

    private static void Store(AnalysisContext context, Analysed known, bool energiesDiffer)
    {
        (Experiment experiment, RunData data, RunFolder folder, _, RunJournal journal, _) = context;
        IReadOnlyList<CaseResult> results = known.Results;
        IReadOnlyList<TestedDirection> tested = [.. results.SelectMany(Summarise)];
        IReadOnlyList<DirectionResult> directions = [.. tested.Select(one => one.Result)];
        folder.WriteMetrics(new RunMetrics(experiment, data).Rows(results).Concat(known.Rows));
        folder.Write(AlignmentMetadata.FileName, stream => SafetensorsWriter.Write(
            stream, [.. results.SelectMany(result => result.Seeds).SelectMany(seed => seed.Tensors)], AlignmentMetadata.Of(experiment, data, [.. results.Select(result => result.Data.Case)])));
        journal.Update(record => record with
        {
            Directions = directions,
            Differences = PlannedDifferences.Of(tested),
            NetworkSeeds = NetworkSeeds.Of(data.Networks, directions),
            Evidence = known.Evidence,
            Warnings = [.. record.Warnings.Union(results.SelectMany(result => result.Seeds).SelectMany(seed => seed.Warnings))],
            Verdict = Verdict.Decide(
                directions, record.Networks, experiment.Verdict.Same, experiment.Verdict.Different, energiesDiffer,
                hasOtherStart: known.RandomStarts.Count > 0, hasSmallerSizes: known.Evidence.SmallestSubspace.Count > 0),
        });
    }
}
