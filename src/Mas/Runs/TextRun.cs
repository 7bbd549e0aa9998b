using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Language;
using Mas.Networks.TextActivity;
using Mas.NetworkTraining;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Store;

namespace Mas.Runs;

/// <summary>A run whose networks are language models on recorded texts (<c>method.md</c> section 11).</summary>
internal static class TextRun
{
    /// <summary>What a warning begins with that the memory of the machine has decided.</summary>
    public const string MemoryWasShort = "Memory was short: ";

    /// <summary>Ends with a run folder that is complete.</summary>
    /// <exception cref="InputException">A model, a tokeniser or the texts are wrong.</exception>
    public static void Run(Experiment experiment, RunFolder folder, RunOptions options, RunJournal journal, CancellationToken stop)
    {
        var costs = new TextCosts(experiment, options.Threads, options.CacheFolder);
        int pairsAtOnce = Fitting(costs, options);
        if (experiment.Evaluation.Similarity.Count > 0)
            Preflight.Require(TextSimilarity.Memory(costs, experiment.Evaluation.Similarity, false, options.Threads), options);
        var store = new LatentStore(NetworkCacheFolder.Choose(options.CacheFolder));
        using DisposableList<LanguageModel> models = LanguageModel.Open(experiment, options, store, stop);
        journal.Finish("networks");
        journal.Update(record => record with { Warnings = [.. record.Warnings, .. AdapterBases.Warnings(experiment)] });
        using TextStage texts = TextStage.Of(experiment, models, store, options, stop);
        journal.Update(record => record with
        {
            Networks = TextConclusion.Described(experiment, models, texts),
            Hashes = record.Hashes.Append(new("data", texts.Hash())).ToDictionary(),
        });
        TextRunContext context = Context(experiment, models, pairsAtOnce, options, stop);
        IReadOnlyList<MeasuredPair> similar = Similar(context, texts);
        journal.Update(record => record with { Setup = Setup(experiment, texts) });
        journal.Finish("texts");
        if (pairsAtOnce < costs.PairsAtOnce)
            journal.Update(record => record with { Warnings = [.. record.Warnings, Shrunk(pairsAtOnce, costs)] });
        IReadOnlyList<UnalignedTexts> unaligned = Unaligned(context, texts);
        using DisposableList<TextCaseResult> results =
            [.. unaligned.SelectMany(known => Align(context, texts, known, models, folder, journal))];
        journal.Finish("alignment");
        Store(experiment, models, texts, results, similar, folder, journal);
        journal.Finish("evaluation");
        folder.Require([RunFolder.MetricsFile, RunFolder.MetricsParquetFile, AlignmentArchive.FileName]);
        journal.End(RunStatus.Done, null);
    }

    // Pairs of a step at once. Where memory is short they are fewer, which is slower and told.
    private static int Fitting(TextCosts costs, RunOptions options)
    {
        if (!options.Device.IsHost)
            return costs.PairsAtOnce;
        double free = options.FreeMemory();
        int pairs = costs.PairsFor(free);
        return costs.MemoryOf(pairs).TooMuchFor(free) is InputError error ? throw new InputException([error]) : pairs;
    }

    private static string Shrunk(int pairs, TextCosts costs) => MemoryWasShort
        + $"{Listed.Count(pairs, "pair")} of texts went through a model at once in a step, where {costs.PairsAtOnce} do "
        + "elsewhere; the last digits differ from a run with more memory.";

    /// <summary>What all seeds share.</summary>
    /// <param name="pairsAtOnce">Of a step; of no account where nothing is trained.</param>
    public static TextRunContext Context(
        Experiment experiment, IReadOnlyList<LanguageModel> models, int pairsAtOnce, RunOptions options, CancellationToken stop) => new(
            experiment, options, [.. models.Select(model => model.Name)],
            [.. experiment.Evaluation.Controls.Select(control => control.Word())], pairsAtOnce, stop);

    /// <summary>Correlational measures: those that are asked for, or where nothing can be aligned the usual ones.</summary>
    public static IReadOnlyList<MeasuredPair> Similar(TextRunContext context, TextStage texts)
    {
        IReadOnlyList<string> measures = Measures(context.Experiment, texts);
        return measures.Count == 0 ? [] : new TextSimilarity(texts, context.Names)
            .AtEachSite(SimilarityQuestion.Of(context.Experiment, measures), context.Options, context.Stop);
    }

    private static IReadOnlyList<string> Measures(Experiment experiment, TextStage texts) =>
        texts.HasOneTokeniser ? experiment.Evaluation.Similarity : SimilarityRunner.Measures(experiment);

    /// <summary>What is done, for people.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Setup(Experiment experiment, TextStage texts) =>
        texts.HasOneTokeniser ? RunSetup.Of(experiment) : RunSetup.OfSimilarity(experiment, Measures(experiment, texts));

    /// <summary>[sites] what is known before anything is aligned; none where nothing can be. It takes forward passes alone, and against
    /// depth it shows where fine-tuning acts.</summary>
    public static IReadOnlyList<UnalignedTexts> Unaligned(TextRunContext context, TextStage texts)
    {
        if (!texts.HasOneTokeniser)
            return [];
        const string job = "exchanging without a map";
        (Experiment experiment, RunOptions options, _, IReadOnlyList<string> controls, _, CancellationToken stop) = context;
        int evaluations = UnalignedTexts.Evaluations(controls, texts.Sites.Count);
        var passes = new TextPasses(options.Threads, done => options.Progress(new RunProgress(job, done, evaluations)));
        var found = new List<UnalignedTexts>();
        foreach (TextSite site in texts.Sites)
        {
            stop.ThrowIfCancellationRequested();
            Direction[] tested = [.. Cases(experiment, site).SelectMany(one => one.Tests(experiment)).Distinct()];
            found.Add(UnalignedTexts.Of(site, tested, experiment, controls, passes,
                found.FirstOrDefault(one => one.Directions.SequenceEqual(tested))?.LaterFloor));
        }
        options.Progress(RunProgress.Finished(job, found[0].MeanBetween(Metrics.IdentityMap) is null ? ""
            : $"{Metrics.IdentityMap}, mean between networks: " + string.Join(", ", found.Select(one =>
                $"{one.Site.Name} {Percent.OrDash(one.MeanBetween(Metrics.IdentityMap))}"))));
        return found;
    }

    /// <summary>Methods and sizes at a site.</summary>
    public static IReadOnlyList<AlignmentCase> Cases(Experiment experiment, TextSite site) =>
        AlignmentCase.Of(experiment, [.. site.Pools.Select(pool => pool.Activity.Width)]);

    private static IEnumerable<TextCaseResult> Align(
        TextRunContext context, TextStage texts, UnalignedTexts unaligned, IReadOnlyList<LanguageModel> models, RunFolder folder,
        RunJournal journal)
    {
        (Experiment experiment, TextSite site) = (context.Experiment, unaligned.Site);
        IReadOnlyList<AlignmentCase> cases = Cases(experiment, site);
        PreparedTexts[] prepared = [.. cases.Select(one => new PreparedTexts(
            experiment, one, site, TextRunContext.ScoredInTraining))];
        using var starts = new TextStarts(
            experiment.Alignment, site, experiment.Texts!.Context, prepared.Max(one => one.Columns));
        string fingerprint = journal.Fingerprint([.. models.Select(model => model.Hash)]);
        foreach (PreparedTexts one in prepared)
        {
            string prefix = Prefix(texts, one, cases.Count);
            yield return new TextCaseResult(
                one,
                [.. experiment.Alignment.Seeds.Select(seed => TextSeed.Run(
                    one, starts, seed, prefix, context, new SeedCheckpoint(folder, journal, fingerprint, prefix, seed)))],
                unaligned.Only(one.Tested));
        }
    }

    /// <summary>What the names of its alignments begin with.</summary>
    /// <param name="cases">At one site.</param>
    public static string Prefix(TextStage texts, PreparedTexts one, int cases) =>
        (texts.Sites.Count > 1 ? $"{one.Site.Name}." : "") + one.Case.PrefixAmong(cases);

    // Of the method that the verdict is about, at the first site.
    private static ShownRecord? Shown(IReadOnlyList<LanguageModel> models, IReadOnlyList<TextCaseResult> results)
    {
        TextCaseResult? judged = results.OrderBy(result => result.Case.Case.Method.Name == MethodName.Mas ? 0 : 1).FirstOrDefault();
        IReadOnlyList<InterventionExample> examples = judged is null ? [] : TextExamples.Of(
            judged, [.. models.Select(model => model.Name)], (model, id) => models[model].Tokeniser.TokenText(id));
        return examples.Count == 0 ? null : new ShownRecord { Examples = examples };
    }

    private static void Store(
        Experiment experiment, IReadOnlyList<LanguageModel> models, TextStage texts, IReadOnlyList<TextCaseResult> results,
        IReadOnlyList<MeasuredPair> similar, RunFolder folder, RunJournal journal)
    {
        string[][] sites = TextStage.SiteNames(experiment);
        folder.WriteMetrics([.. TextConclusion.Perplexities(experiment, models, texts),
            .. results.SelectMany(result => result.Rows(experiment)),
            .. similar.Select(pair => pair.Row(experiment.Name))]);
        Dictionary<string, string> metadata = AlignmentArchive.Metadata(
            experiment, [.. models.Select((_, k) => string.Join('+', sites.Select(one => one[k])))],
            [.. results.Select(result => result.Case.Case).DistinctBy(one => one.Name)]);
        folder.Write(AlignmentArchive.FileName, stream => AlignmentArchive.Write(
            stream, [.. results.SelectMany(result => result.Seeds).Select(seed => seed.Learned)], metadata));
        ShownRecord? shown = Shown(models, results);
        journal.Update(record => TextConclusion.Concluded(record, experiment, models, texts, results, similar) with
        {
            Shown = shown,
            Hashes = new Dictionary<string, string>(record.Hashes)
            {
                [RunFolder.MetricsFile] = folder.Hash(RunFolder.MetricsFile),
                [AlignmentArchive.FileName] = folder.Hash(AlignmentArchive.FileName),
            },
        });
    }
}
