using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Language;
using Mas.Networks.TextActivity;
using Mas.NetworkTraining;
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

    /// <summary>Ends with a run folder that is complete.</summary>
    /// <exception cref="InputException">A model, a tokeniser or the texts are wrong.</exception>
    public static void Run(Experiment experiment, RunFolder folder, RunOptions options, RunJournal journal, CancellationToken stop)
    {
        var costs = new TextCosts(experiment, options.Threads, options.CacheFolder);
        int pairsAtOnce = Fitting(costs, options);
        var store = new LatentStore(NetworkCacheFolder.Choose(options.CacheFolder));
        using DisposableList<LanguageModel> models = LanguageModel.Open(experiment, options, store, stop);
        journal.Finish("networks");
        journal.Update(record => record with { Warnings = [.. record.Warnings, .. AdapterBases.Warnings(experiment)] });
        using TextStage texts = TextStage.Of(experiment, models, store, options, stop);
        string[][] sites = TextStage.SiteNames(experiment);
        journal.Update(record => record with
        {
            Networks = [.. models.Select((model, k) => model.Describe(
                string.Join(", ", sites.Select(one => one[k])), Path.GetFileName(experiment.Texts!.Path), texts.Sample.Texts.Length))],
            Hashes = record.Hashes.Append(new("data", texts.Hash())).ToDictionary(),
        });
        journal.Finish("texts");
        var context = new TextRunContext(experiment, options, [.. models.Select(model => model.Name)],
            [.. experiment.Evaluation.Controls.Select(control => control.Word())], pairsAtOnce, stop);
        if (pairsAtOnce < costs.PairsAtOnce)
            journal.Update(record => record with { Warnings = [.. record.Warnings, Shrunk(pairsAtOnce, costs)] });
        IReadOnlyList<UnalignedTexts> unaligned = Unaligned(context, texts);
        using DisposableList<TextCaseResult> results =
            [.. unaligned.SelectMany(known => Align(context, texts, known, models, folder, journal))];
        journal.Finish("alignment");
        Store(experiment, models, texts, results, folder, journal);
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

    private static string Shrunk(int pairs, TextCosts costs) =>
        $"Memory was short: {Listed.Count(pairs, "pair")} of texts went through a model at once in a step, where {costs.PairsAtOnce} do "
        + "elsewhere; the last digits differ from a run with more memory.";

    // Before anything is aligned: it takes forward passes alone, and against depth it shows where fine-tuning acts.
    private static IReadOnlyList<UnalignedTexts> Unaligned(TextRunContext context, TextStage texts)
    {
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

    private static IReadOnlyList<AlignmentCase> Cases(Experiment experiment, TextSite site) =>
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
            string prefix = (texts.Sites.Count > 1 ? $"{site.Name}." : "") + one.Case.PrefixAmong(cases.Count);
            yield return new TextCaseResult(
                one,
                [.. experiment.Alignment.Seeds.Select(seed => TextSeed.Run(
                    one, starts, seed, prefix, context, new SeedCheckpoint(folder, journal, fingerprint, prefix, seed)))],
                unaligned.Only(one.Tested));
        }
    }

    private static void Store(
        Experiment experiment, IReadOnlyList<LanguageModel> models, TextStage texts, IReadOnlyList<TextCaseResult> results,
        RunFolder folder, RunJournal journal)
    {
        string[][] sites = TextStage.SiteNames(experiment);
        TextDirection[] directions = [.. results.SelectMany(result => result.Directions(experiment))];
        folder.WriteMetrics([.. models.Select((model, k) => PerplexityRow(experiment, model.Name, texts.Perplexity(k))),
            .. results.SelectMany(result => result.Rows(experiment))]);
        Dictionary<string, string> metadata = AlignmentArchive.Metadata(
            experiment, [.. models.Select((_, k) => string.Join('+', sites.Select(one => one[k])))],
            [.. results.Select(result => result.Case.Case).DistinctBy(one => one.Name)]);
        folder.Write(AlignmentArchive.FileName, stream => AlignmentArchive.Write(
            stream, [.. results.SelectMany(result => result.Seeds).Select(seed => seed.Learned)], metadata));
        TextRecord text = Record(experiment, models, texts, directions);
        journal.Update(record => record with
        {
            Hashes = new Dictionary<string, string>(record.Hashes)
            {
                [RunFolder.MetricsFile] = folder.Hash(RunFolder.MetricsFile),
                [AlignmentArchive.FileName] = folder.Hash(AlignmentArchive.FileName),
            },
            Text = text,
            Warnings = [.. record.Warnings, .. Warnings(results)],
            Verdict = TextVerdict.Decide(
                text, [.. experiment.Evaluation.Controls.Select(control => control.Word())], experiment.Verdict.Same,
                experiment.Verdict.Different),
        });
    }

    private static MetricRow PerplexityRow(Experiment experiment, string network, double value) => new(
        experiment.Name, null, null, Metrics.Test, "", null, network, network, "", "", "", false, Metrics.Perplexity, value);

    private static TextRecord Record(
        Experiment experiment, IReadOnlyList<LanguageModel> models, TextStage texts, IReadOnlyList<TextDirection> directions)
    {
        TextSource source = experiment.Texts!;
        TextNetwork[] networks = [.. models.Select((model, k) => new TextNetwork(
            model.Name, model.Options.Group, model.Tokeniser.Hash,
            [.. texts.Sample.Texts[0].Ids.Take(ShownTokens).Select(model.Tokeniser.TokenText)])
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
