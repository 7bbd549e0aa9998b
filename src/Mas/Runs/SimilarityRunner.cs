using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
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
        IReadOnlyList<string> asked = experiment.Evaluation.Similarity, measures = asked.Count > 0 ? asked : s_usualMeasures;
        NativeTorch.Require(options.Device);
        Preflight.RequireSimilarity(experiment, measures, allSites, options);
        using DisposableList<OpenedNetwork> networks = [.. NetworkStage.Open(experiment, options, stop)];
        RecordedSite[] sites = Record(experiment, networks, allSites, options.Threads);
        using DisposableList<RecordedPool> pools = [.. sites.Select(site => site.Pool)];
        var question = SimilarityQuestion.Of(experiment, measures, permutations, splits);
        return SimilarityStage.Measure(sites, question, options, stop);
    }

    /// <summary>Compares networks that are matrices of dissimilarities.</summary>
    /// <exception cref="InputException">A file with matrices is wrong.</exception>
    public static IReadOnlyList<SimilarityValue> OfMatrices(Experiment experiment, RunOptions options, CancellationToken stop) =>
        MatrixStage.Measure(MatrixStage.Read(experiment, options), experiment.Evaluation.Similarity, options, stop);

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
