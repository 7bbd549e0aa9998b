using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Language;
using Mas.Networks.TextActivity;
using Mas.NetworkTraining;
using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Store;
using Mas.Results.Verdicts;

namespace Mas.Runs;

/// <summary>A run whose networks are language models on recorded texts (<c>method.md</c> section 11).</summary>
internal static class TextRun
{
    private const double LowMargin = 1e-3;
    private const int ShownTokens = 40;

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
            Networks = Described(experiment, models, texts),
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

    /// <summary>What is known of the models.</summary>
    public static IReadOnlyList<NetworkRecord> Described(Experiment experiment, IReadOnlyList<LanguageModel> models, TextStage texts)
    {
        string[][] sites = TextStage.SiteNames(experiment);
        return [.. models.Select((model, k) => model.Describe(
            string.Join(", ", sites.Select(one => one[k])), Path.GetFileName(experiment.Texts!.Path), texts.Sample.Texts.Length))];
    }

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
        var found = new List<UnalignedTexts>();
        foreach (TextSite site in texts.Sites)
        {
            stop.ThrowIfCancellationRequested();
            options.Progress(new RunProgress(job, found.Count, texts.Sites.Count, site.Name));
            Direction[] tested = [.. Cases(experiment, site).SelectMany(one => one.Tests(experiment)).Distinct()];
            found.Add(UnalignedTexts.Of(site, tested, experiment, controls, options.Threads,
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

    private static void Store(
        Experiment experiment, IReadOnlyList<LanguageModel> models, TextStage texts, IReadOnlyList<TextCaseResult> results,
        IReadOnlyList<MeasuredPair> similar, RunFolder folder, RunJournal journal)
    {
        string[][] sites = TextStage.SiteNames(experiment);
        folder.WriteMetrics([.. Perplexities(experiment, models, texts), .. results.SelectMany(result => result.Rows(experiment)),
            .. similar.Select(pair => pair.Row(experiment.Name))]);
        Dictionary<string, string> metadata = AlignmentArchive.Metadata(
            experiment, [.. models.Select((_, k) => string.Join('+', sites.Select(one => one[k])))],
            [.. results.Select(result => result.Case.Case).DistinctBy(one => one.Name)]);
        folder.Write(AlignmentArchive.FileName, stream => AlignmentArchive.Write(
            stream, [.. results.SelectMany(result => result.Seeds).Select(seed => seed.Learned)], metadata));
        journal.Update(record => Concluded(record, experiment, models, texts, results, similar) with
        {
            Hashes = new Dictionary<string, string>(record.Hashes)
            {
                [RunFolder.MetricsFile] = folder.Hash(RunFolder.MetricsFile),
                [AlignmentArchive.FileName] = folder.Hash(AlignmentArchive.FileName),
            },
        });
    }

    /// <summary>What each model makes of the contexts of the test texts, as rows of <c>metrics.csv</c>.</summary>
    public static IEnumerable<MetricRow> Perplexities(Experiment experiment, IReadOnlyList<LanguageModel> models, TextStage texts) =>
        models.Select((model, k) => new MetricRow(experiment.Name, null, null, Metrics.Test, "", null, model.Name, model.Name, "", "", "",
            false, Metrics.Perplexity, texts.Perplexity(k)));

    /// <summary>A record with all that follows from the results.</summary>
    public static RunRecord Concluded(
        RunRecord begun, Experiment experiment, IReadOnlyList<LanguageModel> models, TextStage texts,
        IReadOnlyList<TextCaseResult> results, IReadOnlyList<MeasuredPair> similar)
    {
        TextRecord text = Record(experiment, models, texts, [.. results.SelectMany(result => result.Directions(experiment))]);
        SimilarityValue[] values = [.. similar.Select(pair => pair.Evidence())];
        return begun with
        {
            Text = text,
            Evidence = new EvidenceRecord { Similarity = values, Disagreement = TextMeasures.Of(text, values) },
            Warnings = [.. begun.Warnings, .. SimilarityStage.Warnings(similar), .. Warnings(results)],
            Verdict = Decide(text, experiment),
        };
    }

    /// <summary>The verdict.</summary>
    public static VerdictRecord Decide(TextRecord text, Experiment experiment) => TextVerdict.Decide(
        text, [.. experiment.Evaluation.Controls.Select(control => control.Word())], experiment.Verdict.Same,
        experiment.Verdict.Different);

    private static TextRecord Record(
        Experiment experiment, IReadOnlyList<LanguageModel> models, TextStage texts, IReadOnlyList<TextDirection> directions)
    {
        TextSource source = experiment.Texts!;
        TextNetwork[] networks = [.. models.Select((model, k) => new TextNetwork(
            model.Name, model.Options.Group, model.Tokeniser.Hash,
            [.. texts.Samples[k].Texts[0].Ids.Take(ShownTokens).Select(model.Tokeniser.TokenText)])
        {
            Perplexity = texts.Perplexity(k),
        })];
        return new()
        {
            File = Path.GetFileName(source.Path),
            Field = source.FullPath.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? null : source.Field,
            Context = source.Context,
            Length = source.Length,
            SpecialTokens = source.Special.Word(),
            Texts = new(texts.Of(Metrics.Train), texts.Of(Metrics.Validation), texts.Of(Metrics.Test)),
            LeftOut = new((int)texts.Sample.Empty, (int)texts.Sample.Short, (int)texts.Sample.Repeated),
            LowMargins = texts.LowMargins(LowMargin),
            Sink = texts.Sites[0].Window.First == 0 ? SinkRule.Exchange.Word() : SinkRule.Keep.Word(),
            IsSinkByRule = experiment.Alignment.Sink == SinkRule.Auto,
            Sinks = [.. texts.Sites.SelectMany((site, s) =>
                models.Select((model, k) => new SinkRatio(model.Name, site.Names[k], texts.Ratios[s][k])))],
            Networks = networks,
            Directions = directions,
            Groups = TextGroups.Of(networks, directions, (ulong)experiment.Seed),
        };
    }

    private static IEnumerable<string> Warnings(IReadOnlyList<TextCaseResult> results)
    {
        int left = results.SelectMany(result => result.Seeds).SelectMany(seed => seed.Controls)
            .Where(control => control.Key == Metrics.InputOnly).SelectMany(control => control.Value)
            .Count(one => one is not { Kept: null });
        if (left > 0)
            yield return "The control input-only could not be made for every pair of texts, because some of their tokens come fewer than "
                + "5 times in the training texts: it is left out.";
    }
}
