using Mas.Experiments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Tasks;

namespace Mas.Comparison.Costs;

/// <summary>What of an experiment decides its cost: networks, methods and sizes, and how many of them are trained side by side.</summary>
internal sealed class RunShape
{
    /// <exception cref="InputException">A network cannot be opened or lacks its site, a task cannot be read, or a size is too
    /// large.</exception>
    public RunShape(Experiment experiment, RunOptions options)
    {
        (Experiment, Threads) = (experiment, options.Threads);
        Dictionary<TaskSource, (SequenceTask Task, SequenceSample Sample)> tasks = experiment.Networks.Select(experiment.TaskOf).Distinct()
            .ToDictionary(source => source, source => Sampled(source.ToTask()));
        Networks =
            [.. experiment.Networks.Select((network, k) => Shape(network, k, tasks[experiment.TaskOf(network)], options))];
        int[] widths = [.. Networks.Select(network => network.Width)];
        Cases = AlignmentCase.Of(experiment, widths);
        foreach (AlignmentCase variant in Cases.Where(variant => !variant.Method.Mask.LearnsSizes))
            FixedMask.Require(variant.Sizes, widths); // says so where it is too large
        (SequenceTask, SequenceSample) Sampled(SequenceTask task) =>
            (task, SequenceSample.Of(task, (ulong)experiment.Seed, Alignment));
    }

    public Experiment Experiment { get; }

    public int Threads { get; }

    public IReadOnlyList<NetworkShape> Networks { get; }

    public IReadOnlyList<AlignmentCase> Cases { get; }

    public AlignmentOptions Alignment => Experiment.Alignment;

    /// <summary>Alignments that are trained, one for each method, size and seed.</summary>
    public int Jobs => Cases.Count * Alignment.Seeds.Count;

    /// <summary>How many of them at once.</summary>
    public int JobsAtOnce => Math.Min(Threads, Jobs);

    /// <summary>Target networks that each of them runs at once.</summary>
    public int PassesAtOnce => Math.Max(1, Threads / JobsAtOnce);

    /// <summary>Routes of one direction: what is exchanged at once counts once.</summary>
    public int RoutesPerDirection => Alignment.Joint ? 1 : Alignment.Variables.Count;

    /// <summary>Whether every variable can be exchanged in this direction.</summary>
    public bool CanExchange(Direction direction) => Alignment.Variables.All(variable => PossibleExchange.Between(
        Networks[direction.Source].Task, Networks[direction.Target].Task,
        variable.Names[direction.Source], variable.Names[direction.Target]));

    /// <summary>Coordinates that a network's mask reads at most.</summary>
    public int Columns(NetworkShape network, AlignmentCase variant) =>
        variant.Method.Mask.LearnsSizes || Alignment.Extraneous ? network.Width : Math.Min(network.Width, variant.Sizes.Sum());

    /// <summary>Interventions in a step of one direction and variable.</summary>
    public double Batch => Math.Min(Alignment.Batch, Alignment.Train);

    private NetworkShape Shape(NetworkOptions network, int index, (SequenceTask Task, SequenceSample Sample) task, RunOptions options)
    {
        NetworkCost cost = options.Allowed(network.Source).Cost(task.Task);
        if (cost.Training?.IsDone(options.CacheFolder) == true)
            cost = cost with { Training = null };
        string name = Experiment.SiteOf(network);
        Site site = cost.Sites.FirstOrDefault(one => one.Name == name) ?? throw new InputException(
            $"network '{network.Name}' has no site '{name}'; it has {string.Join(", ", cost.Sites.Select(one => one.Name))}", key: "site");
        return new NetworkShape(index, network, cost, site, task.Task, task.Sample);
    }
}
