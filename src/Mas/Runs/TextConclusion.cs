using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Language;
using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Verdicts;

namespace Mas.Runs;

/// <summary>What a record says of language models on texts, once all is measured.</summary>
internal static class TextConclusion
{
    private const double LowMargin = 1e-3;
    private const int ShownTokens = 40;

    /// <summary>What is known of the models.</summary>
    public static IReadOnlyList<NetworkRecord> Described(Experiment experiment, IReadOnlyList<LanguageModel> models, TextStage texts)
    {
        string[][] sites = TextStage.SiteNames(experiment);
        return [.. models.Select((model, k) => model.Describe(
            string.Join(", ", sites.Select(one => one[k])), Path.GetFileName(experiment.Texts!.Path), texts.Sample.Texts.Length))];
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
