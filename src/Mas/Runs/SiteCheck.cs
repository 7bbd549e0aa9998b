using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Runs;

/// <summary>Which site of each network should be asked? Networks → natural activity → the whole latent exchanged within each network, at
/// every site that it has. Nothing is aligned and nothing is written.</summary>
internal sealed class SiteCheck(Experiment experiment, RunData data, RunOptions options)
{
    /// <summary>Checks every network of an experiment once, on the interventions that a run of it would take; under several causal models
    /// once for each.</summary>
    /// <exception cref="InputException">A network is wrong, or has not learned its task.</exception>
    public static IReadOnlyList<CheckedNetwork> Run(Experiment experiment, RunOptions options, CancellationToken stop)
    {
        NativeTorch.Require(options.Device);
        Preflight.RequireCheck(experiment, options);
        using DisposableList<OpenedNetwork> networks = [.. NetworkStage.Open(experiment, options, stop)];
        using var data = new RunData(experiment, networks, options.Threads, recordsTraining: false);
        IReadOnlyList<RecordedPool> test = data.Pools(Metrics.Test);
        NetworkCheck.RequireLearned(
            networks, [.. networks.Select((network, k) => NetworkCheck.Accuracy(network, test[k]))], options, stop);
        var check = new SiteCheck(experiment, data, options);
        IEnumerable<int> different = Enumerable.Range(0, networks.Count).DistinctBy(k => (networks[k].Hash, networks[k].Task));
        return [.. different.Select(check.Of)];
    }

    private CheckedNetwork Of(int index)
    {
        OpenedNetwork network = data.Networks[index];
        var none = new CheckedNetwork(network.Name, experiment.Alignment.Scheme, []);
        if (!network.Options.Accessible)
            return none with { Reason = $"{network.Name}: 'accessible: false' says that it cannot be run from an intervention." };
        try
        {
            IReadOnlyList<Intervention> drawn = Drawn(index);
            return none with { Sites = Sites(index, drawn), IsOneAnswer = drawn.All(intervention => intervention.ScoresOneAnswer) };
        }
        catch (InputException error)
        {
            return none with { Reason = $"{network.Name}: {error.Message}." };
        }
    }

    // Those of the control in a run.
    private IReadOnlyList<Intervention> Drawn(int index) => data.Draw(
        Metrics.Test, [new Route(index, index)], _ => [FullExchange.Exchanged(data.Networks[index].SequenceTask)],
        experiment.Alignment.Test)[0];

    private IReadOnlyList<CheckedSite> Sites(int index, IReadOnlyList<Intervention> interventions)
    {
        OpenedNetwork network = data.Networks[index];
        string job = $"checking {network.Name}";
        IReadOnlyList<Site> sites = network.Network.Sites;
        var found = new List<CheckedSite>();
        foreach (Site site in sites)
        {
            options.Progress(new RunProgress(job, found.Count, sites.Count, site.Name));
            found.Add(At(site, index, interventions));
        }
        options.Progress(RunProgress.Finished(job, Invariant($"{sites.Count} sites")));
        return found;
    }

    private CheckedSite At(Site site, int index, IReadOnlyList<Intervention> interventions)
    {
        OpenedNetwork network = data.Networks[index];
        using var pool = new RecordedPool(network.Network, site, data.Pools(Metrics.Test)[index].Sequences, network.IsUntrained);
        FullExchange full = FullExchange.Of(pool, interventions, options.Threads);
        OneSidedBounds? bounds = full.Bounds(SeededRandom.Derive((ulong)experiment.Seed, "full exchange", index));
        bool isInput = InputSite.Is(pool, experiment.Alignment.Scheme, RunData.StartSequences);
        return new CheckedSite(site, full, bounds, isInput, experiment.Verdict.Same);
    }
}
