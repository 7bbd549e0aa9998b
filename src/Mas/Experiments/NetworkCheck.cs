using System.Globalization;
using Mas.Alignments;
using Mas.Interchange;
using Mas.Results;
using Mas.Tasks;
using static TorchSharp.torch;

namespace Mas.Experiments;

/// <summary>What a run must know of its networks before it compares them: have they learned their task, are their latents of one scale?</summary>
internal static class NetworkCheck
{
    private const double WantedAccuracy = 0.99; // method.md section 8
    private const double EnergyFactor = 2;      // method.md section 3: beyond it an orthogonal map, which cannot rescale, may fail for that alone

    /// <summary>The network's row of the report: accuracies on test sequences, usable sequences over all splits.</summary>
    public static NetworkRecord Describe(OpenedNetwork network, RunData data, int index)
    {
        SequenceTask task = network.SequenceTask;
        RecordedPool test = data.Pools(Metrics.Test)[index];
        double heldOut = test.Accuracy(task.Options.HeldOut.Contains);
        RecordedPool[] pools = [.. ((string[])[Metrics.Train, Metrics.Validation, Metrics.Test]).Select(split => data.Pools(split)[index])];
        return new NetworkRecord
        {
            Name = network.Name,
            Architecture = network.Network.Architecture,
            Width = network.Site.Width,
            Site = network.Site.Name,
            Task = task.Name,
            Causal = data.AsksSeveralModels(network) ? (network.Task as NamedTask)?.CausalModel : null,
            Accessible = network.Options.Accessible,
            Frozen = data.IsFrozen(network),
            Parameters = network.Network.ParameterCount,
            Origin = network.Origin,
            Hash = network.Hash,
            Accuracy = test.Accuracy(quantity => !task.Options.HeldOut.Contains(quantity)),
            AccuracyHeldOut = double.IsNaN(heldOut) ? null : heldOut,
            Usable = pools.Sum(pool => pool.Right.Count(right => right)),
            Sequences = pools.Sum(pool => pool.Right.Length),
        };
    }

    /// <summary>Refuses networks that have not learned their task, unless the experiment insists.</summary>
    /// <exception cref="InputException">Networks from folders have not: all of them are named.</exception>
    /// <exception cref="RunFailedException">A network trained here has not.</exception>
    public static void RequireLearned(OpenedNetwork[] networks, IReadOnlyList<NetworkRecord> records)
    {
        List<InputError> errors = [];
        string? failed = null;
        for (int k = 0; k < networks.Length; k++)
        {
            if (records[k].Accuracy >= WantedAccuracy || networks[k].Options.Insist)
                continue;
            string message = string.Create(CultureInfo.InvariantCulture,
                $"network '{records[k].Name}' has not learned {records[k].Task}: it gets {100 * records[k].Accuracy:f1} % of natural sequences right, at least {100 * WantedAccuracy:f0} % are wanted; ");
            if (networks[k].Options.Source is SavedNetwork saved)
                errors.Add(new InputError(message + "train it further, or write 'insist: true' beside it to compare it all the same", saved.Path, Key: $"networks.{k}"));
            else
                failed ??= message + $"give it another seed or more steps (networks.{k}.train), or write 'insist: true' beside it";
        }
        if (errors.Count > 0)
            throw new InputException(errors);
        if (failed is not null)
            throw new RunFailedException(failed);
    }

    /// <summary>One sentence for every two networks whose latents differ in scale by more than an orthogonal map can bridge.</summary>
    public static IReadOnlyList<string> EnergyWarnings(Experiment experiment, RunData data)
    {
        if (experiment.Alignment.Design is not { Family: AlignmentFamily.Orthogonal, Normalise: Normalise.None })
            return [];
        IReadOnlyList<OpenedNetwork> networks = data.Networks;
        double[] energies = [.. data.Pools(Metrics.Train).Select(MeanEnergy)];
        var warnings = new List<string>();
        for (int a = 0; a < energies.Length; a++)
            for (int b = a + 1; b < energies.Length; b++)
                if (Math.Max(energies[a], energies[b]) > EnergyFactor * Math.Min(energies[a], energies[b]))
                {
                    warnings.Add(string.Create(CultureInfo.InvariantCulture,
                        $"The latents of {networks[a].Name} and {networks[b].Name} differ in scale (mean energy {energies[a]:g3} and {energies[b]:g3}), and an orthogonal alignment cannot rescale: low accuracy between them may mean no more than that. Write 'normalise: standard' under alignment, which is made for this."));
                }
        return warnings;
    }

    /// <summary>One sentence for every network whose site cannot carry what a single swap would have to bring.</summary>
    public static IEnumerable<string> SiteWarnings(Experiment experiment, RunData data) =>
        experiment.Alignment.Scheme == Scheme.Stepwise ? [] : data.Networks
            .Where(network => network.Site.Name is "embedding" or "layer.0" && network.SequenceTask.FeatureWidth == 0)
            .Select(network => $"A vector at {network.Site.Name} of {network.Name} knows its own token only, so that one swap cannot carry what earlier tokens have brought about, such as a count; 'scheme: stepwise' swaps every position up to the intervened one.");

    private static double MeanEnergy(RecordedPool pool)
    {
        using var scope = NewDisposeScope();
        Tensor latents = pool.EligibleLatents(RunData.StartSequences);
        return (latents * latents).sum([1]).mean().to_type(ScalarType.Float64).item<double>();
    }

    /// <summary>How many sequences are left of each network's.</summary>
    public static string Usable(IReadOnlyList<NetworkRecord> networks) =>
        string.Join(", ", networks.Select(network => string.Create(CultureInfo.InvariantCulture, $"{network.Name}: {network.Usable} of {network.Sequences} sequences usable")));
}
