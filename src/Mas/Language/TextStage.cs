using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks.TextActivity;
using Mas.Results.Records;
using Mas.Tasks.Texts;
using Mas.Tasks.Tokenisers;

namespace Mas.Language;

/// <summary>The texts of a run as its models read them, and what each makes of them at every site.</summary>
/// <param name="Sample">The texts.</param>
/// <param name="Sites">One after the other.</param>
/// <param name="Ratios">[sites][models] of the attention sink.</param>
/// <param name="Stored">[models] what the latents lie in.</param>
internal sealed record TextStage(
    TextSample Sample, IReadOnlyList<TextSite> Sites, IReadOnlyList<double[]> Ratios, DisposableList<StoredTexts> Stored) : IDisposable
{
    /// <summary>Texts that are read at most.</summary>
    public const int MostTexts = 2000;

    /// <summary>Cuts the texts, and lets every model read and continue them.</summary>
    /// <param name="store">Where latents are kept from run to run.</param>
    /// <exception cref="InputException">The file is wrong, or the models do not read the same tokens.</exception>
    public static TextStage Of(
        Experiment experiment, IReadOnlyList<LanguageModel> models, LatentStore store, RunOptions options, CancellationToken stop)
    {
        TextSource texts = experiment.Texts!;
        TextSample sample = Cut(experiment, models);
        int[][] contexts = [.. sample.Texts.Select(text => text.Ids.ToArray())];
        string[][] names = SiteNames(experiment);
        var stored = new DisposableList<StoredTexts>();
        try
        {
            foreach ((int k, LanguageModel model) in models.Index())
                stored.Add(Read(model, contexts, [.. names.Select(one => BlockOf(model, one[k]))], texts.Length, store, options, stop));
            return Of(experiment, models, sample, stored);
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    private static TextStage Of(
        Experiment experiment, IReadOnlyList<LanguageModel> models, TextSample sample, DisposableList<StoredTexts> stored)
    {
        string[][] names = SiteNames(experiment);
        TextPool Pool(int k, string site) => new(stored[k].Rows, stored[k].Predicted, stored[k].Margins,
            models[k].Seen(stored[k].Activity(models[k].Network.Decoder, BlockOf(models[k], site))));
        TextPool[][] pools = [.. models.Select((_, k) => names.Select(one => Pool(k, one[k])).ToArray())];
        Dictionary<string, int[]> splits = sample.Texts.Select((text, q) => (text.Split, q)).GroupBy(one => one.Split, one => one.q)
            .ToDictionary(group => group.Key, group => group.ToArray());
        int[] train = splits[Metrics.Train];
        double[][] ratios = [.. names.Select((_, s) => pools.Select(own => AttentionSink.RatioOf(own[s], train)).ToArray())];
        return new(sample, [.. names.Select((one, s) => new TextSite(
            one, [.. pools.Select(own => own[s])], splits,
            TextWindow.Of(experiment.Texts!.Length, AttentionSink.Exchanges(experiment.Alignment.Sink, ratios[s])),
            (ulong)experiment.Seed))], ratios, stored);
    }

    /// <summary>[sites][models]</summary>
    public static string[][] SiteNames(Experiment experiment) => experiment.Sites.Count > 1
        ? [.. experiment.Sites.Select(site => experiment.Networks.Select(_ => site).ToArray())]
        : [[.. experiment.Networks.Select(experiment.SiteOf)]];

    private static TextSample Cut(Experiment experiment, IReadOnlyList<LanguageModel> models)
    {
        var known = new Dictionary<string, TextSample>();
        foreach (LanguageModel model in models)
            if (!known.ContainsKey(model.Tokeniser.Hash))
                known[model.Tokeniser.Hash] = Cut(experiment, model.Tokeniser);
        TextSample first = known[models[0].Tokeniser.Hash];
        LanguageModel? other = models.FirstOrDefault(model => !IsSame(known[model.Tokeniser.Hash], first));
        return other is null ? first : throw new InputException($"'{models[0].Name}' and '{other.Name}' cut the texts into other tokens, "
            + "so that their positions do not correspond and nothing can be exchanged; compare models with one tokeniser", key: "networks");
    }

    /// <summary>The texts of a run as a tokeniser cuts them.</summary>
    /// <exception cref="InputException">The file is wrong, or a split gets no text.</exception>
    public static TextSample Cut(Experiment experiment, Tokeniser tokeniser)
    {
        TextSource texts = experiment.Texts!;
        return TextCut.Of(new TextFile(texts.FullPath, texts.Field), tokeniser, new TextCutOptions(
            (ulong)experiment.Seed, MostTexts, texts.Context,
            texts.Special == TextSpecials.Parse ? SpecialTokens.Parse : SpecialTokens.None));
    }

    private static bool IsSame(TextSample one, TextSample other) =>
        one.Texts.Length == other.Texts.Length && one.Texts.Zip(other.Texts, (a, b) => a.Ids.SequenceEqual(b.Ids)).All(same => same);

    // Reads and continues the texts, or takes what an earlier run has stored.
    private static StoredTexts Read(
        LanguageModel model, int[][] contexts, int[] blocks, int length, LatentStore store, RunOptions options, CancellationToken stop)
    {
        string job = $"{model.Name} reads {contexts.Length} texts";
        bool isRead = false;
        var key = new TextKey(model.Files, model.Tokeniser.Hash, contexts, length);
        StoredTexts found = store.Open(key, blocks, () => model.Network.Decoder, new RecordingOptions
        {
            Threads = options.Threads,
            Say = options.Say,
            Cancellation = stop,
            Progress = (done, all) =>
            {
                isRead = true;
                options.Progress(new RunProgress(job, done, all));
            },
        }, options.Device);
        options.Progress(RunProgress.Finished(job, isRead ? Invariant($"continued to {length} tokens") : "as stored by an earlier run"));
        return found;
    }

    private static int BlockOf(LanguageModel model, string name) => model.Network.FindSite(name) is { } site
        ? model.Network.BlockOf(site) : throw new InputException(
            $"network '{model.Name}' has no site '{name}'; it has layer.0 to layer.{model.Network.Sites.Count - 1}", key: "site");

    /// <summary>How many texts a split has.</summary>
    public int Of(string split) => Sample.Of(split).Count();

    /// <summary>Perplexity of a model on the contexts of the test texts: e to the mean nats of every token but a text's first.</summary>
    public double Perplexity(int model) => Math.Exp(Sites[0].Texts[Metrics.Test].Average(text => (double)Stored[model].Losses[text]));

    /// <summary>Share of the test labels whose margin is so low that another machine may flip them.</summary>
    public double LowMargins(double lowest)
    {
        TextSite site = Sites[0];
        bool[] low = [.. from pool in site.Pools
                         from text in site.Texts[Metrics.Test]
                         from position in Enumerable.Range(site.Window.From, site.Window.Count)
                         select pool.Margin(text, position) < lowest];
        return low.Count(one => one) / (double)low.Length;
    }

    /// <summary>Share of positions of the test contexts at which two models predict the same.</summary>
    public static double Agreement(TextSite site, Direction direction, int context)
    {
        (TextPool one, TextPool other) = (site.Pools[direction.Source], site.Pools[direction.Target]);
        return (from text in site.Texts[Metrics.Test]
                from position in Enumerable.Range(0, context)
                select one.Label(text, position) == other.Label(text, position) ? 1.0 : 0).Average();
    }

    /// <summary>SHA-256 of the texts as they are read, and of what every model has said.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (CutText text in Sample.Texts)
            hash.AppendData(Encoding.UTF8.GetBytes($"{text.Split} {string.Join(' ', text.Ids)}\n"));
        foreach (TextPool pool in Sites[0].Pools)
            hash.AppendData(MemoryMarshal.AsBytes<int>(pool.Rows.Tokens));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        foreach (TextSite site in Sites)
            site.Dispose();
        Stored.Dispose();
    }
}
