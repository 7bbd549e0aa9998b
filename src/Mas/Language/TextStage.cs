using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks.TextActivity;
using Mas.Results.Records;
using Mas.Tasks.Texts;

namespace Mas.Language;

/// <summary>The texts of a run as its models read them, and what each makes of them at every site.</summary>
/// <param name="Samples">[models] the texts in the tokens of each; the same object for all where they share a tokeniser.</param>
/// <param name="Sites">One after the other.</param>
/// <param name="Ratios">[sites][models] of the attention sink.</param>
/// <param name="Stored">[models] what the latents lie in.</param>
internal sealed record TextStage(
    IReadOnlyList<TextSample> Samples, IReadOnlyList<TextSite> Sites, IReadOnlyList<double[]> Ratios, DisposableList<StoredTexts> Stored)
    : IDisposable
{
    /// <summary>Texts that are read at most.</summary>
    public const int MostTexts = 2000;

    /// <summary>The texts as the first model reads them.</summary>
    public TextSample Sample => Samples[0];

    /// <summary>Models that read the same tokens: only among them activity can be exchanged.</summary>
    public IReadOnlyList<int[]> Alike =>
        [.. Samples.Index().GroupBy(one => one.Item, one => one.Index, ReferenceEqualityComparer.Instance).Select(same => same.ToArray())];

    /// <summary>Whether activity can be exchanged: positions of other tokens do not correspond.</summary>
    public bool HasOneTokeniser => Alike.Count == 1;

    /// <summary>Cuts the texts, and lets every model read and continue them.</summary>
    /// <param name="store">Where latents are kept from run to run.</param>
    /// <param name="sites">[sites][models] their names; null for those of the experiment.</param>
    /// <exception cref="InputException">The file is wrong, or a model has no such site.</exception>
    public static TextStage Of(
        Experiment experiment, IReadOnlyList<LanguageModel> models, LatentStore store, RunOptions options, CancellationToken stop,
        string[][]? sites = null)
    {
        IReadOnlyList<TextSample> samples = Cut(experiment, models, options, stop);
        string[][] names = sites ?? SiteNames(experiment);
        var stored = new DisposableList<StoredTexts>();
        try
        {
            foreach ((int k, LanguageModel model) in models.Index())
            {
                int[] blocks = [.. names.Select(one => BlockOf(model, one[k]))];
                int[][] contexts = [.. samples[k].Texts.Select(text => text.Ids.ToArray())];
                stored.Add(Read(model, contexts, blocks, experiment.Texts!.Length, store, options, stop));
            }
            return Of(experiment, models, samples, names, stored);
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<TextSample> Cut(
        Experiment experiment, IReadOnlyList<LanguageModel> models, RunOptions options, CancellationToken stop)
    {
        string job = $"drawing texts, megabytes of {Path.GetFileName(experiment.Texts!.FullPath)}";
        bool isLarge = false;
        IReadOnlyList<TextSample> samples = TextSamples.Cut(experiment, models, (done, all) =>
        {
            stop.ThrowIfCancellationRequested();
            isLarge = true;
            if (done < all)
                options.Progress(new RunProgress(job, Math.Round(done / 1e6), Math.Round(all / 1e6)));
        });
        if (isLarge)
            options.Progress(RunProgress.Finished(job, Invariant($"{samples[0].Texts.Length} of {samples[0].Lines} lines")));
        return samples;
    }

    private static TextStage Of(
        Experiment experiment, IReadOnlyList<LanguageModel> models, IReadOnlyList<TextSample> samples, string[][] names,
        DisposableList<StoredTexts> stored)
    {
        TextPool Pool(int k, string site) => new(stored[k].Rows, stored[k].Predicted, stored[k].Margins,
            models[k].Seen(stored[k].Activity(models[k].Network.Decoder, BlockOf(models[k], site))));
        TextPool[][] pools = [.. models.Select((_, k) => names.Select(one => Pool(k, one[k])).ToArray())];
        Dictionary<string, int[]> splits = samples[0].Texts.Select((text, q) => (text.Split, q)).GroupBy(one => one.Split, one => one.q)
            .ToDictionary(group => group.Key, group => group.ToArray());
        int[] train = splits[Metrics.Train];
        double[][] ratios = [.. names.Select((_, s) => pools.Select(own => AttentionSink.RatioOf(own[s], train)).ToArray())];
        // One window for all sites: they are compared with one another.
        TextWindow window = TextWindow.Of(
            experiment.Texts!.Length, AttentionSink.Exchanges(experiment.Alignment.Sink, ratios.SelectMany(own => own)));
        return new(samples, [.. names.Select((one, s) => new TextSite(
            one, [.. pools.Select(own => own[s])], splits, window, (ulong)experiment.Seed))], ratios, stored);
    }

    /// <summary>[sites][models]</summary>
    public static string[][] SiteNames(Experiment experiment) => experiment.Sites.Count > 1
        ? [.. experiment.Sites.Select(site => experiment.Networks.Select(_ => site).ToArray())]
        : [[.. experiment.Networks.Select(experiment.SiteOf)]];

    /// <summary>Every site of every model; the last one of a model stands for those that only deeper ones have.</summary>
    public static string[][] EverySite(IReadOnlyList<LanguageModel> models) =>
        [.. Enumerable.Range(0, models.Max(model => model.Network.Sites.Count))
            .Select(site => models.Select(model => model.Network.Sites[Math.Min(site, model.Network.Sites.Count - 1)].Name).ToArray())];

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
                if (done < all)
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
        foreach (CutText text in Samples.Distinct<TextSample>(ReferenceEqualityComparer.Instance).SelectMany(sample => sample.Texts))
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
