using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Results.Plans;
using Mas.Results.Records;
using Mas.Tasks;

namespace Mas.Plans;

/// <summary>The networks of a plan, opened once for all of its recordings.</summary>
internal sealed class PlanNetworks : IDisposable
{
    private readonly DisposableList<OpenedNetwork> _opened;

    private PlanNetworks(DisposableList<OpenedNetwork> opened, IReadOnlyList<PlanNetwork> described) =>
        (_opened, Described) = (opened, described);

    public OpenedNetwork Reference => _opened[0];

    /// <summary>Networks that are recorded, the one that works alike first.</summary>
    public IEnumerable<OpenedNetwork> Recorded => _opened.Skip(1);

    /// <summary>The reference, then those that are recorded.</summary>
    public IReadOnlyList<PlanNetwork> Described { get; }

    /// <summary>Opens them; trains them where need be.</summary>
    /// <exception cref="InputException">A network is wrong, or has not learned the task.</exception>
    /// <exception cref="RunFailedException">A network trained here has not.</exception>
    public static PlanNetworks Open(RecordingPlan plan, RunOptions options, CancellationToken stop)
    {
        Experiment experiment = new()
        {
            Name = plan.Name,
            Seed = plan.Seed,
            Task = plan.Task,
            Site = plan.Site,
            Networks = [plan.Reference, .. plan.Recorded],
            Alignment = plan.Alignment,
        };
        DisposableList<OpenedNetwork> opened = [];
        try
        {
            opened = [.. NetworkStage.Open(experiment, options, stop)];
            double[] accuracies = Accuracies(experiment, opened);
            // One with fresh weights need not get anything right.
            double?[] asked = [.. opened.Select((network, k) => network.IsUntrained ? null : (double?)accuracies[k])];
            NetworkCheck.RequireLearned(opened, asked, options, stop);
            RequireUnits(plan, opened);
            return new(opened, [.. opened.Select((network, k) => Describe(network, k, accuracies[k]))]);
        }
        catch (InputException error)
        {
            opened.Dispose();
            throw new InputException([.. error.Errors.Select(one => Placed(plan, one))], error);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>A network as it is recorded, for one recording.</summary>
    /// <param name="options">As the experiment has it.</param>
    /// <param name="task">What it is shown.</param>
    public static OpenedNetwork Observe(OpenedNetwork original, NetworkOptions options, TaskSource task)
    {
        Observation observation = ((CopiedNetwork)options.Source).Observation!;
        SequenceTask shown = task.ToTask();
        OpenedSource seen = CopiedNetwork.Observed(original.Opened with { IsBorrowed = true }, observation, shown);
        Site site = seen.Network.FindSite(original.Site.Name)!;
        return new OpenedNetwork(options, seen, site, task, shown) { IsUntrained = original.IsUntrained };
    }

    private static double[] Accuracies(Experiment experiment, IReadOnlyList<OpenedNetwork> opened)
    {
        SequencePool[] sequences = RunData.Sequences(experiment, opened, Metrics.Test, experiment.Alignment.Test);
        return [.. opened.Select((network, k) =>
        {
            using RecordedPool pool = RecordedPool.Read(network.Network, [network.Site], sequences[k], network.IsUntrained)[0];
            return NetworkCheck.Accuracy(network, pool);
        })];
    }

    // Of networks whose width is known only now.
    private static void RequireUnits(RecordingPlan plan, IReadOnlyList<OpenedNetwork> opened)
    {
        double most = plan.Units.DefaultIfEmpty(0).Max();
        if (opened.Skip(1).FirstOrDefault(network => most > network.Site.Width) is { } narrow)
            throw new InputException(
                Invariant($"{most} is more than the {narrow.Site.Width} units of network '{narrow.Name}'; end the list there"),
                key: "units");
    }

    private static PlanNetwork Describe(OpenedNetwork network, int index, double accuracy) => new(
        network.Name, index == 0 ? PlanNetworkReader.Reference : index == 1 ? PlanNetworkReader.Alike : PlanNetworkReader.Different,
        network.Network.Architecture, network.Site.Name, network.Site.Width, network.Network.ParameterCount, network.Hash,
        accuracy);

    // As a plan calls what an experiment lists.
    private static InputError Placed(RecordingPlan plan, InputError error)
    {
        string[] parts = (error.Key ?? "").Split('.');
        if (parts.Length < 2 || parts[0] != "networks" || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out int index))
            return error;
        string own = index == 0 ? PlanNetworkReader.Reference : index == 1 ? PlanNetworkReader.Alike
            : plan.Different.Count == 1 ? PlanNetworkReader.Different : Invariant($"{PlanNetworkReader.Different}.{index - 2}");
        return error with { Key = string.Join('.', [own, .. parts[2..]]) };
    }

    public void Dispose() => _opened.Dispose();
}
