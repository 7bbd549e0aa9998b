using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Tasks;

namespace Mas.Analyses.Algorithms;

/// <summary>One network of the run, to be asked about one causal model of its task.</summary>
/// <param name="Index">Its place among the run's networks.</param>
/// <param name="Asked">The network with the task of that causal model.</param>
/// <param name="Sequences">By split: the run's sequences under that causal model.</param>
internal sealed record AskedModel(int Index, OpenedNetwork Asked, IReadOnlyDictionary<string, SequencePool> Sequences)
{
    /// <summary>The network's name, without a causal model that the run asks it about.</summary>
    public string Network => Asked.Name;

    public string Model => Asked.Task.CausalModel!;

    /// <summary>Whether it is the first causal model of its task, whose variables go by their names alone.</summary>
    public bool IsFirst => Model == Asked.Task.CausalModels[0];

    /// <summary>Every network that has learned a task with several causal models and can be run, once for each of them.</summary>
    /// <param name="warn">Told which causal model cannot be asked, and why.</param>
    public static IReadOnlyList<AskedModel> Of(RunData data, Action<string> warn)
    {
        var sequences = new Dictionary<TaskSource, IReadOnlyDictionary<string, SequencePool>>();
        var asked = new List<AskedModel>();
        for (int k = 0; k < data.Networks.Count; k++)
        {
            OpenedNetwork network = data.Networks[k];
            // At an input site an exchange replaces tokens, whatever the network makes of them.
            if (!IsNew(data.Networks, k) || !CanBeAsked(network, data.Pools(Metrics.Test)[k]) || data.IsInputSite(k))
                continue;
            foreach (string model in network.Task.CausalModels)
            {
                NamedTask task = (NamedTask)network.Task with { Causal = model };
                if (Known(task, network.Name, warn) is not { } known)
                    continue;
                if (!sequences.TryGetValue(task, out IReadOnlyDictionary<string, SequencePool>? pools))
                    sequences[task] = pools = data.SequencesUnder(known, k);
                string name = data.AsksSeveralModels(network) ? WithoutModel(network) : network.Name;
                asked.Add(new AskedModel(k, network with
                {
                    Options = network.Options with { Name = name, Task = task, Site = network.Site.Name },
                    Task = task,
                    SequenceTask = known,
                }, pools));
            }
        }
        return asked;
    }

    /// <summary>Its activity at another site than the run's; null at that one.</summary>
    private RunData? Elsewhere { get; init; }

    /// <summary>Whether it is asked at the site where the run exchanges it.</summary>
    public bool IsAtOwnSite => Elsewhere is null;

    /// <summary>Whether it is the same question, perhaps at another site.</summary>
    public bool IsOf(AskedModel other) => Asked.Hash == other.Asked.Hash && Network == other.Network && Model == other.Model;

    /// <summary>The same question at another site.</summary>
    /// <param name="recorded">The network by itself, at that site alone.</param>
    public AskedModel At(RunData recorded)
    {
        Site site = recorded.Networks[0].Site;
        return this with
        {
            Asked = Asked with { Site = site, Options = Asked.Options with { Site = site.Name } },
            Elsewhere = recorded,
        };
    }

    /// <summary>Its data, over the recorded activity in the same memory, for an experiment of this network alone.</summary>
    public RunData Data(RunData run, Experiment experiment) => Elsewhere is { } recorded
        ? recorded.Asking(0, Asked, experiment, Sequences) : run.Asking(Index, Asked, experiment, Sequences);

    private static bool CanBeAsked(OpenedNetwork network, RecordedPool test) => network.Options.Accessible && !network.IsUntrained
        && network.Task.CausalModels.Count > 1 && NetworkCheck.HasLearned(network, test);

    // A network that takes part under several causal models is asked once.
    private static bool IsNew(IReadOnlyList<OpenedNetwork> networks, int k) => !networks.Take(k).Any(other =>
        other.Hash == networks[k].Hash && other.Site.Name == networks[k].Site.Name
        && Unmodelled(other.Task) == Unmodelled(networks[k].Task));

    // A causal model may have no values where the experiment lets interventions write.
    private static SequenceTask? Known(NamedTask task, string network, Action<string> warn)
    {
        try
        {
            return task.ToTask();
        }
        catch (InputException error)
        {
            warn($"{network} is not asked about {task.Causal}: {error.Message}.");
            return null;
        }
    }

    private static TaskSource Unmodelled(TaskSource task) => task is NamedTask named ? named with { Causal = null } : task;

    private static string WithoutModel(OpenedNetwork network)
    {
        string ending = $".{network.Task.CausalModel}";
        return network.Name.EndsWith(ending, StringComparison.Ordinal) ? network.Name[..^ending.Length] : network.Name;
    }
}
