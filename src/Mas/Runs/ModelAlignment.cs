using Mas.Comparison;
using Mas.Experiments;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Tasks;

namespace Mas.Runs;

/// <summary>From live networks to a learned alignment, in memory. What an experiment file can say besides (analyses, several methods and
/// sizes, checkpoints, a run folder, a report) is the work of <see cref="ExperimentRunner"/>.</summary>
public static class ModelAlignment
{
    /// <summary>Learns one alignment function per network and tests every direction on interventions that training has not seen.</summary>
    /// <param name="networks">At least one, all on one device. They stay the caller's.</param>
    /// <param name="task">Its sequences are what the networks see, and its causal model is what is asked about; its ids are theirs.</param>
    /// <param name="method">Which directions carry a loss (<c>method.md</c> section 4).</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="stop">Ends it; nothing is kept.</param>
    /// <returns>To be disposed of by the caller.</returns>
    /// <exception cref="ArgumentException">The options do not fit the networks.</exception>
    /// <exception cref="InputException">A network has not learned the task, or is on another device than the first.</exception>
    /// <exception cref="RunFailedException">Training has failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LearnedAlignment Learn(
        IReadOnlyList<Network> networks, SequenceTask task, AlignmentMethod method, LearnOptions? options = null,
        CancellationToken stop = default)
    {
        options ??= new LearnOptions();
        Experiment experiment = ToExperiment(networks, task, method, options);
        var run = new RunOptions { Threads = options.Threads, Device = networks[0].Device, Command = "", Progress = options.Progress };
        NativeTorch.Load();
        OpenedNetwork[] opened = NetworkStage.Open(experiment, run, stop);
        using var data = new RunData(experiment, opened, options.Threads);
        NetworkRecord[] records = [.. opened.Select((network, k) => NetworkCheck.Describe(network, data, k))];
        NetworkCheck.RequireLearned(opened, [.. records.Select(one => one.Accuracy)], run, stop);
        TestVariety.RequireSequences(data);
        return new LearnedAlignment(new ComparisonContext(experiment, data, run, stop), records);
    }

    private static Experiment ToExperiment(IReadOnlyList<Network> networks, SequenceTask task, AlignmentMethod method, LearnOptions options)
    {
        if (networks.Count == 0)
            throw new ArgumentException("There is no network; at least one is wanted.", nameof(networks));
        if (method == AlignmentMethod.Custom && options.Alignment?.Directions is null)
            throw new ArgumentException(
                "The method custom trains the directions that Alignment.Directions lists, and it lists none.", nameof(options));
        if (method is not (AlignmentMethod.Custom or AlignmentMethod.Mas or AlignmentMethod.Das) && networks.Count != 2)
            throw new ArgumentException(
                $"The method {method.Word()} goes from one network into another; {networks.Count} are given.", nameof(networks));
        string[] sites = Each(options.Sites, networks, nameof(options.Sites)) ?? [.. networks.Select(UsualSite)];
        string[] names = Each(options.Names, networks, nameof(options.Names))
            ?? [.. networks.Select((_, k) => Invariant($"network-{k + 1}"))];
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length)
            throw new ArgumentException($"The names {string.Join(", ", names)} are not all different.", nameof(options));
        return new Experiment
        {
            Name = "learned",
            Seed = options.DataSeed,
            Task = new GivenTask(task),
            Networks = [.. networks.Select((network, k) =>
                new NetworkOptions { Name = names[k], Source = new GivenNetwork(network), Site = sites[k], Insist = options.Insist })],
            Alignment = Asked(task, Aligned(networks, sites, options.Alignment)) with { Methods = [method] },
            Evaluation = options.Evaluation,
            Verdict = options.Verdict,
        };
    }

    // One for all networks, or each network's own.
    private static string[]? Each(ValueList<string>? given, IReadOnlyList<Network> networks, string name) => given is null ? null
        : given.Count == networks.Count ? [.. given]
        : given.Count == 1 && name == nameof(LearnOptions.Sites) ? [.. networks.Select(_ => given[0])]
        : throw new ArgumentException($"{name} has {given.Count} entries; there are {networks.Count} networks.", nameof(given));

    private static string UsualSite(Network network) => (network.Sites.LastOrDefault(site => site.IsHandedOn) ?? network.Sites[^1]).Name;

    private static AlignmentOptions Asked(SequenceTask task, AlignmentOptions asked) =>
        asked.Variables.Any(variable => variable.Names.Contains(Causal.CausalVariable.Full))
        && PossibleExchange.AgainstFull(task) is { } why
            ? throw new ArgumentException($"{char.ToUpperInvariant(why[0])}{why[1..]}.", nameof(asked)) : asked;

    private static AlignmentOptions Aligned(IReadOnlyList<Network> networks, IReadOnlyList<string> sites, AlignmentOptions? given)
    {
        int narrowest = networks.Select((network, k) => network.FindSite(sites[k])?.Width ?? int.MaxValue).Min();
        if (given is null)
        {
            var full = new ExchangedVariable([.. networks.Select(_ => Causal.CausalVariable.Full)]);
            var usual = new AlignmentOptions { Variables = [full] };
            return usual with { Sizes = [new SubspaceSizes([Math.Min(usual.Sizes[0].PerVariable![0], narrowest)])] };
        }
        if (given.Sizes.Count != 1)
            throw new ArgumentException($"One size is learned at a time; {given.Sizes.Count} are given.", nameof(given));
        if (given.Variables.Any(variable => variable.Names.Count != networks.Count))
            throw new ArgumentException($"A variable names one for each of the {networks.Count} networks.", nameof(given));
        int dimensions = given.Sizes[0].Resolve(given.Variables.Count, narrowest).Sum();
        return dimensions <= narrowest ? given
            : throw new ArgumentException($"{dimensions} dimensions are exchanged; the narrowest site has {narrowest}.", nameof(given));
    }
}
