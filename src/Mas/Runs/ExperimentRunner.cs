using Mas.Analyses;
using Mas.Comparison;
using Mas.Comparison.Shown;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Records;
using Mas.Results.Store;

namespace Mas.Runs;

/// <summary>The main job: networks → data → one alignment per seed → test → run folder. Every stage hands an immutable value to the next. A
/// run that ends early, for whatever reason, is continued by running it again in the same folder.</summary>
public static class ExperimentRunner
{
    /// <summary>Reads an experiment file, YAML or JSON.</summary>
    /// <param name="path">The file; paths in it are relative to it.</param>
    /// <param name="overrides"><c>key=value</c> with dotted keys, lists by index and the value in YAML; they win over the file and over its
    /// small form.</param>
    /// <param name="small">Lay the mapping <c>small</c> over the rest. It is checked in either case.</param>
    /// <exception cref="InputException">The file cannot be read or anything in it is wrong; holds all errors, in their order.</exception>
    public static Experiment Read(string path, IReadOnlyList<string>? overrides = null, bool small = false) =>
        Read(path, KnownAnalyses.All, overrides, small);

    /// <summary>The same with other analyses than those that are known.</summary>
    internal static Experiment Read(
        string path, IReadOnlyList<AnalysisDescription> known, IReadOnlyList<string>? overrides = null, bool small = false) =>
        ExperimentReader.Read(path, [.. known.Select(analysis => analysis.Rule)], overrides, small);

    /// <summary>The word of each analysis that an experiment does, with what it asks.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Analyses(Experiment experiment) =>
        [.. KnownAnalyses.All.Asked(experiment.Analyses).Select(analysis => KeyValuePair.Create(analysis.Word, analysis.Question))];

    /// <summary>Runs or continues an experiment in a folder that is open for it.</summary>
    /// <returns>The finished run; an already finished one is returned as it is.</returns>
    /// <exception cref="InputException">The user's input is wrong.</exception>
    /// <exception cref="RunFailedException">A network trained here has not learned its task, or memory ran out.</exception>
    /// <exception cref="IOException">The folder has gone, or cannot be written to any more.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; a checkpoint is written.</exception>
    public static RunRecord Run(Experiment experiment, RunFolder folder, RunOptions options, CancellationToken stop) =>
        Run(experiment, folder, options, KnownAnalyses.All, stop);

    /// <summary>The same with other analyses than those that are known.</summary>
    internal static RunRecord Run(
        Experiment experiment, RunFolder folder, RunOptions options, IReadOnlyList<AnalysisDescription> known, CancellationToken stop)
    {
        NativeTorch.Load();
        RunJournal journal = RunJournal.Open(experiment, folder, options);
        if (journal.Record.Status == RunStatus.Done)
            return journal.Record;
        IReadOnlyList<AnalysisDescription> analyses = known.Asked(experiment.Analyses);
        RunEstimate? estimate = null;
        try
        {
            if (experiment.IsOfMatrices)
            {
                MatrixRun.Run(experiment, folder, options, journal, stop);
                return journal.Record;
            }
            if (experiment.Texts is not null)
            {
                TextRun.Run(experiment, folder, options, journal, stop);
                return journal.Record;
            }
            if (experiment.IsOnlyRead)
                throw Preflight.NothingToRun();
            estimate = Preflight.Require(experiment, options, analyses);
            RunStages(experiment, folder, options, journal, analyses, stop);
            return journal.Record;
        }
        catch (OperationCanceledException)
        {
            journal.End(RunStatus.Interrupted, null);
            throw;
        }
        catch (InputException) when (journal.IsNew && !folder.HasBegun)
        {
            // Once the input is mended this is another experiment, for which the folder should be free.
            folder.Withdraw();
            throw;
        }
        catch (Exception error) when (estimate is not null && MemoryShortage.Is(error))
        {
            journal.End(RunStatus.Failed, estimate.RanOut);
            throw new RunFailedException(estimate.RanOut, error);
        }
        catch (Exception error) when (error is not (DiskFullException or RunFolderException))
        {
            journal.End(RunStatus.Failed, error.Message);
            throw;
        }
    }

    private static void RunStages(
        Experiment experiment, RunFolder folder, RunOptions options, RunJournal journal, IReadOnlyList<AnalysisDescription> analyses,
        CancellationToken stop)
    {
        using DisposableList<OpenedNetwork> networks = [.. NetworkStage.Open(experiment, options, stop)];
        FreedMemory.Return(); // what training, and copies of weights that were drawn or stored, have left
        journal.Finish("networks");
        options.Progress(new RunProgress("preparing data", 0, 1));
        RunData data = new(experiment, networks, options.Threads);
        FreedMemory.Return();
        try
        {
            var context = new RunContext(experiment, data, folder, options, journal, stop);
            IReadOnlyList<MeasuredPair> similar = Look(context);
            if (analyses.Count == 0)
            {
                // Training and its test need less than all natural activity; analyses may need everything.
                RunData looked = data.OnlyLookedAt();
                data.Dispose();
                data = looked;
            }
            Align(context with { Data = data }, similar, analyses);
        }
        finally
        {
            data.Dispose();
        }
    }

    // What is known and measured before anything is aligned.
    private static IReadOnlyList<MeasuredPair> Look(RunContext context)
    {
        RunData data = context.Data;
        NetworkRecord[] networks = [.. data.Networks.Select((network, k) => NetworkCheck.Describe(network, data, k))];
        context.Journal.Update(record => record with { Networks = networks });
        NetworkCheck.RequireLearned(data.Networks, [.. networks.Select(one => one.Accuracy)], context.Options, context.Stop);
        TestVariety.RequireSequences(data);
        ValueList<string> measures = context.Experiment.Evaluation.Similarity;
        return measures.Count == 0 ? [] : SimilarityStage.Measure(context, measures);
    }

    private static void Align(RunContext context, IReadOnlyList<MeasuredPair> similar, IReadOnlyList<AnalysisDescription> analyses)
    {
        using var prepared = new DisposableList<CaseData>();
        foreach (AlignmentCase variant in context.Data.Cases)
            prepared.Add(new CaseData(context, variant));
        SetupFacts facts = Warn(context, prepared, similar);
        using DisposableList<CaseResult> results = [.. AlignmentStage.Run(context, prepared)];
        context.Journal.Finish("alignment");
        var evidence = new EvidenceRecord { Similarity = [.. similar.Select(pair => pair.Evidence())] };
        var begun = new Analysed(results, evidence, [.. similar.Select(pair => pair.Row(context.Experiment.Name))]);
        // Before the analyses too, so that what is finished is not lost with one that is stopped or fails.
        Store(context, begun, facts);
        if (analyses.Count > 0)
        {
            Analysed known = AnalysisStage.Run(context, analyses, begun);
            context.Journal.Finish("analyses");
            Store(context, known, facts);
        }
        context.Journal.Finish("evaluation");
        context.Folder.Require([RunFolder.MetricsFile, RunFolder.MetricsParquetFile, AlignmentArchive.FileName]);
        context.Journal.End(RunStatus.Done, null);
    }

    // What of the data the verdict depends on.
    private static SetupFacts Warn(RunContext context, IReadOnlyList<CaseData> prepared, IReadOnlyList<MeasuredPair> similar)
    {
        (_, RunData data, _, RunOptions options, RunJournal journal, _) = context;
        (string[] warnings, SetupFacts facts) = SetupWarnings.Of(context, prepared);
        journal.Update(record => record with
        {
            Warnings = [.. warnings, .. SimilarityStage.Warnings(similar), .. prepared.SelectMany(SetupWarnings.Latents)],
            Hashes = record.Hashes.Append(new("data", data.Hash())).ToDictionary(),
        });
        options.Progress(RunProgress.Finished("preparing data", NetworkCheck.Usable(journal.Record.Networks, data)));
        journal.Finish("data");
        return facts;
    }

    private static void Store(RunContext context, Analysed known, SetupFacts facts)
    {
        (Experiment experiment, RunData data, RunFolder folder, _, RunJournal journal, _) = context;
        IReadOnlyList<CaseResult> results = known.Results;
        IReadOnlyList<TestedDirection> tested = [.. results.SelectMany(result => result.Tested())];
        IReadOnlyList<DirectionResult> directions = [.. tested.Select(one => one.Result)];
        AlignmentSettings settings = RunVerdict.Settings(experiment, facts);
        ShownRecord? shown = ShownStage.Of(data, results, directions);
        folder.WriteMetrics(context.Metrics.Rows(results).Concat(known.Rows));
        folder.Write(AlignmentArchive.FileName, stream => AlignmentArchive.Write(stream, context, results));
        journal.Update(record => record with
        {
            Hashes = new Dictionary<string, string>(record.Hashes)
            {
                [RunFolder.MetricsFile] = folder.Hash(RunFolder.MetricsFile),
                [AlignmentArchive.FileName] = folder.Hash(AlignmentArchive.FileName),
            },
            Directions = directions,
            Differences = PlannedDifferences.Of(tested),
            NetworkSeeds = NetworkSeeds.Of(data.Networks, directions),
            Evidence = known.Evidence,
            Shown = shown,
            Warnings = [.. record.Warnings.Union(results.SelectMany(result => result.Seeds).SelectMany(seed => seed.Warnings))],
            Alignment = settings,
            Verdict = RunVerdict.Of(experiment, directions, record.Networks, settings, known.Evidence),
        });
    }
}
