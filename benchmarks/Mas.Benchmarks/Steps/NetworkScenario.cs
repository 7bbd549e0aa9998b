namespace Mas.Benchmarks.Steps;

/// <summary>So many copies of a stored network, or untrained networks of some width, aligned with one another.</summary>
/// <param name="Sampled">Directions that are drawn for each step; null for all n².</param>
internal sealed record NetworkScenario(int Networks, int? Sampled, int Threads)
{
    /// <summary>Of untrained networks; null for copies of the stored one.</summary>
    public int? Width { get; init; }

    /// <summary>Interventions per direction and step.</summary>
    public int Batch { get; init; } = EngineSteps.Options.Batch;

    private const int Drawn = 8;
    private static readonly int[] s_threads = [1, 2];

    /// <summary>Directions that a step trains.</summary>
    public int Trained => Sampled ?? Networks * Networks;

    /// <summary>All scenarios of these numbers of networks; where there are no more directions than are drawn, drawing changes nothing and
    /// is left out.</summary>
    public static IEnumerable<NetworkScenario> Of(IEnumerable<int> networks) =>
        from sampled in (int?[])[null, Drawn]
        from threads in s_threads
        from count in networks
        where sampled is null || sampled < count * count
        select new NetworkScenario(count, sampled, threads);

    /// <summary>[steps] seconds of each measured step.</summary>
    public double[] Measure(int steps, int warmUp)
    {
        using StoredNetworks networks = Width is int width ? StoredNetworks.Untrained(Networks, width) : StoredNetworks.Copies(Networks);
        TrainingOptions options = EngineSteps.Options with { DirectionsPerStep = Sampled, Batch = Batch };
        using var engine = new EngineSteps(networks, options, Threads, seed: 1);
        for (int i = 0; i < warmUp; i++)
            engine.Next();
        return [.. Enumerable.Range(0, steps).Select(_ => engine.Next())];
    }
}
