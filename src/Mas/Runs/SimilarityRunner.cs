using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Language;
using Mas.Networks;
using Mas.Networks.TextActivity;
using Mas.NetworkTraining;
using Mas.Results.Records;

namespace Mas.Runs;

/// <summary>Correlational measures alone: networks → natural activity → similarity. Nothing is aligned and nothing is written.</summary>
internal static class SimilarityRunner
{
    // What is measured where the experiment names nothing.
    private static readonly string[] s_usualMeasures =
        ["cka-linear-debiased", "rsa-euclidean-spearman", "svcca", "procrustes", "mutual-knn"];

    /// <summary>Measures every pair of networks, on the sequences and positions that a run of the same experiment takes.</summary>
    /// <param name="allSites">Every site of every network in place of the one that the experiment names.</param>
    /// <param name="permutations">Of the null; 0 for none.</param>
    /// <param name="splits">Random halves of the units for each noise ceiling; 0 for none.</param>
    /// <exception cref="InputException">A network is wrong, or no two can be compared.</exception>
    public static IReadOnlyList<MeasuredPair> Run(
        Experiment experiment, bool allSites, int permutations, int splits, RunOptions options, CancellationToken stop)
    {
        IReadOnlyList<string> measures = Measures(experiment);
        NativeTorch.Require(options.Device);
        var question = SimilarityQuestion.Of(experiment, measures, permutations, splits);
        if (experiment.Texts is not null)
            return OfTexts(experiment, allSites, question, options, stop);
        Preflight.RequireSimilarity(experiment, measures, allSites, options);
        using DisposableList<OpenedNetwork> networks = [.. NetworkStage.Open(experiment, options, stop)];
        RecordedSite[] sites = Record(experiment, networks, allSites, options.Threads);
        using DisposableList<RecordedPool> pools = [.. sites.Select(site => site.Pool)];
        return SimilarityStage.Measure(sites, question, options, stop);
    }

    /// <summary>The measures that an experiment names; without any the usual ones.</summary>
    public static IReadOnlyList<string> Measures(Experiment experiment) =>
        experiment.Evaluation.Similarity.Count > 0 ? experiment.Evaluation.Similarity : s_usualMeasures;

    /// <summary>Compares networks that are matrices of dissimilarities.</summary>
    /// <exception cref="InputException">A file with matrices is wrong.</exception>
    public static IReadOnlyList<SimilarityValue> OfMatrices(Experiment experiment, RunOptions options, CancellationToken stop) =>
        MatrixStage.Measure(MatrixStage.Read(experiment, options), experiment.Evaluation.Similarity, options, stop);

    private static IReadOnlyList<MeasuredPair> OfTexts(
        Experiment experiment, bool allSites, SimilarityQuestion question, RunOptions options, CancellationToken stop)
    {
        var costs = new TextCosts(experiment, options.Threads);
        Preflight.Require(TextSimilarity.Memory(costs, question.Measures, allSites, options.Threads), options);
        var store = new LatentStore(NetworkCacheFolder.Choose(options.CacheFolder));
        using DisposableList<LanguageModel> models = LanguageModel.Open(experiment, options, store, stop);
        using TextStage texts = TextStage.Of(
            experiment, models, store, options, stop, allSites ? TextStage.EverySite(models) : null);
        var similarity = new TextSimilarity(texts, [.. models.Select(model => model.Name)]);
        IReadOnlyList<MeasuredPair> pairs = allSites
            ? similarity.OverSites(question, options, stop) : similarity.AtEachSite(question, options, stop);
        return pairs.Count > 0 ? pairs : throw new InputException(
            "there is one model, so there is no similarity to measure; add another, or take --sites all", key: "networks");
    }

    private static RecordedSite[] Record(Experiment experiment, IReadOnlyList<OpenedNetwork> networks, bool allSites, int threads)
    {
        SequencePool[] sequences = RunData.Sequences(experiment, networks, Metrics.Test, experiment.Alignment.Test);
        var recorded = new RecordedSite[networks.Count][];
        SideBySide.Run(networks.Count, threads, k =>
        {
            OpenedNetwork network = networks[k];
            IReadOnlyList<Site> sites = allSites ? network.Network.Sites : [network.Site];
            RecordedPool[] pools = RecordedPool.Read(network.Network, sites, sequences[k], network.IsUntrained);
            recorded[k] = [.. sites.Zip(pools, (site, pool) => new RecordedSite(network, site, pool))];
        });
        return [.. recorded.SelectMany(sites => sites)];
    }
}
