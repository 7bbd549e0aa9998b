using Mas.Comparison;
using Mas.Networks;

namespace Mas.Analyses.Untrained;

/// <summary>Networks of the run's architectures with fresh weights, and their natural activity over the run's sequences, none of which is
/// filtered for being right.</summary>
internal sealed class FreshNetworks : IDisposable
{
    private readonly DisposableList<OpenedNetwork> _networks = [];

    /// <param name="word">Of the analysis that needs them.</param>
    /// <exception cref="InputException">There is no way to draw fresh weights for a network.</exception>
    public FreshNetworks(AnalysisContext context, string word)
    {
        IReadOnlyList<OpenedNetwork> trained = context.Data.Networks;
        string[] hashes = [.. trained.Select(network => network.Hash).Distinct()];
        try
        {
            foreach (OpenedNetwork network in trained)
                _networks.Add(Fresh(network, word, SeededRandom.Derive(
                    (ulong)context.Experiment.Seed, "untrained", Array.IndexOf(hashes, network.Hash))));
            Data = new RunData(context.Experiment, _networks, context.Run.Options.Threads);
        }
        catch
        {
            _networks.Dispose();
            throw;
        }
    }

    /// <summary>In the order of the run's.</summary>
    public RunData Data { get; }

    // A network that takes part at several sites stays one network.
    private static OpenedNetwork Fresh(OpenedNetwork network, string word, ulong seed)
    {
        Network fresh = network.Opened.Config?.Fresh(seed)
            ?? throw new InputException($"there is no way to draw fresh weights for network '{network.Name}'; "
                + $"leave the analysis {word} out", key: "analyses");
        var opened = new OpenedSource(fresh, network.Opened.Origin, network.Hash);
        return network with { Opened = opened, Site = fresh.FindSite(network.Site.Name)!, IsUntrained = true };
    }

    public void Dispose()
    {
        Data.Dispose();
        _networks.Dispose();
    }
}
