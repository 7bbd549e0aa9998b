using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;

namespace Mas.Runs;

/// <summary>Correlational measures alone: networks → natural activity → similarity. Nothing is aligned and nothing is written.</summary>
internal static class SimilarityRunner
{
    /// <summary>What is measured where the experiment names nothing.</summary>
    public static IReadOnlyList<string> UsualMeasures { get; } = ["cka-linear-debiased", "rsa-euclidean-spearman", "svcca", "procrustes", "mutual-knn"];

    /// <summary>Measures every pair of networks, on the sequences and positions that a run of the same experiment takes.</summary>
    /// <param name="experiment">Its networks and its measures.</param>
    /// <param name="allSites">Every site of every network in place of the one that the experiment names.</param>
    /// <param name="permutations">Of the null; 0 for none.</param>
    /// <param name="splits">Random halves of the units for each noise ceiling; 0 for none.</param>
    /// <param name="options">Threads, cache and progress.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="InputException">A network is wrong, or no two can be compared.</exception>
    public static IReadOnlyList<MeasuredPair> Run(Experiment experiment, bool allSites, int permutations, int splits, RunOptions options, CancellationToken stop)
    {
        NativeTorch.Require(options.Device);
        OpenedNetwork[] networks = NetworkStage.Open(experiment, options, stop);
        RecordedSite[] sites = [];
        try
        {
            sites = Record(experiment, networks, allSites, options.Threads);
            IReadOnlyList<string> measures = experiment.Evaluation.Similarity.Count > 0 ? experiment.Evaluation.Similarity : UsualMeasures;
            return SimilarityStage.Measure(sites, new SimilarityQuestion(measures, (ulong)experiment.Seed, permutations, splits), options, stop);
        }
        finally
        {
            foreach (RecordedSite site in sites)
                site.Pool.Dispose();
            foreach (OpenedNetwork network in networks)
                network.Dispose();
        }
    }

    private static RecordedSite[] Record(Experiment experiment, OpenedNetwork[] networks, bool allSites, int threads)
    {
        Dictionary<TaskSource, SequencePool> sequences = networks.DistinctBy(network => network.Task).ToDictionary(
            network => network.Task,
            network => new SequencePool(network.SequenceTask, (ulong)experiment.Seed, Metrics.Test, RunData.PoolSize(network.SequenceTask, experiment.Alignment.Test)));
        var recorded = new RecordedSite[networks.Length][];
        SideBySide.Run(networks.Length, threads, k =>
        {
            OpenedNetwork network = networks[k];
            IReadOnlyList<Site> sites = allSites ? network.Network.Sites : [network.Site];
            RecordedPool[] pools = RecordedPool.Read(network.Network, sites, sequences[network.Task], network.IsUntrained);
            recorded[k] = [.. sites.Zip(pools, (site, pool) => new RecordedSite(network, site, pool))];
        });
        return [.. recorded.SelectMany(sites => sites)];
    }
}
