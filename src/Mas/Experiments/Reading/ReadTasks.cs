using Mas.Causal;
using Mas.Experiments.Yaml;
using Mas.Networks.Recordings;
using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>The tasks of an experiment's networks while it is read: what their variables are called decides what else is right.</summary>
internal sealed class ReadTasks
{
    private readonly Dictionary<TaskSource, SequenceTask?> _tasks = [];

    public ReadTasks(TaskSource? shared, IReadOnlyList<ReadNetwork> networks, YamlErrors errors)
    {
        Sources = [.. networks.Select(network => network.HasTask ? network.Task : shared)];
        Networks = [.. Sources.Zip(networks, (source, network) => source is null ? null : Make(source, network, errors))];
    }

    private ReadTasks(int networks) => (Sources, Networks) = (new TaskSource?[networks], new SequenceTask?[networks]);

    /// <summary>Of networks that have no tasks.</summary>
    public static ReadTasks None(IReadOnlyList<ReadNetwork> networks) => new(networks.Count);

    /// <summary>The networks, where recordings know the variables of the others.</summary>
    /// <param name="shared">The task of all networks.</param>
    public static IReadOnlyList<ReadNetwork> Introduce(IReadOnlyList<ReadNetwork> networks, TaskSource? shared)
    {
        if (!networks.Any(network => network.Task is RecordedTrials))
            return networks;
        ValueList<CausalVariable> known = RecordedTrials.VariablesOf(networks
            .Select(network => network.HasTask ? network.Task : shared).Where(task => task is not (null or RecordedTrials))
            .Distinct().Select(task => Made(task!)).OfType<SequenceTask>());
        return [.. networks.Select(network => network.Task is RecordedTrials trials
            ? network with { Tasks = [trials with { Known = known }] } : network)];
    }

    // What is wrong with it is told where it is made to be used.
    private static SequenceTask? Made(TaskSource source)
    {
        try
        {
            return source.ToTask();
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>[networks] where each one's task comes from; null where it is missing or wrong.</summary>
    public IReadOnlyList<TaskSource?> Sources { get; }

    /// <summary>[networks] null where the task is missing or wrong.</summary>
    public IReadOnlyList<SequenceTask?> Networks { get; }

    private SequenceTask? Make(TaskSource source, ReadNetwork network, YamlErrors errors)
    {
        if (_tasks.TryGetValue(source, out SequenceTask? made))
            return made;
        try
        {
            return _tasks[source] = source.ToTask();
        }
        catch (InputException error)
        {
            foreach (InputError one in error.Errors)
                if (source.ComesWithNetwork && one is { Key: string key, File: null })
                    network.Section.Sub(RecordingSource.FileKey).Fail(key, one.Message);
                else
                    errors.Add([one]);
            return _tasks[source] = null;
        }
    }
}
