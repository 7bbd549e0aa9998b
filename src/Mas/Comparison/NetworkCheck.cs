using Mas.Evaluation.Exports;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>What a run must know of its networks first: have they learned their task, and what is left of their sequences?</summary>
internal static class NetworkCheck
{
    private const double WantedAccuracy = 0.99; // method.md section 8

    /// <summary>The network's row of the report: accuracies on test sequences, usable sequences over all splits.</summary>
    public static NetworkRecord Describe(OpenedNetwork network, RunData data, int index)
    {
        SequenceTask task = network.SequenceTask;
        RecordedPool[] pools = [.. RunData.Splits.Select(split => data.Pools(split)[index])];
        RecordedPool test = data.Pools(Metrics.Test)[index];
        double heldOut = test.Accuracy(task.Options.HeldOut.Contains);
        return new NetworkRecord
        {
            Name = network.Name,
            Architecture = network.Network.Architecture,
            Width = network.Site.Width,
            Site = network.Site.Name,
            Task = task.Name,
            Causal = data.AsksSeveralModels(network) ? network.Task.CausalModel : null,
            CausalModels = network.Task.CausalModels,
            Variables = [.. task.Variables.Select(variable => variable.Name)],
            Accessible = network.Options.Accessible,
            Frozen = data.IsFrozen(network),
            InputSite = data.IsInputSite(index),
            Recording = Recorded(network, data, index),
            Parameters = network.Network.ParameterCount,
            Origin = network.Opened.Origin,
            Hash = network.Hash,
            Accuracy = network.Network.CanPredict ? Accuracy(network, test) : null,
            AccuracyHeldOut = double.IsNaN(heldOut) ? null : heldOut,
            Usable = pools.Sum(pool => pool.Usable.Count(usable => usable)),
            Sequences = pools.Sum(pool => pool.Right.Length),
        };
    }

    // Null of a network that can be run.
    private static RecordingRecord? Recorded(OpenedNetwork network, RunData data, int index)
    {
        if (network.Network.CanBeRun)
            return null;
        using DisposableList<RecordedPool> recorded = [];
        var site = new RecordedSite(network, network.Site, data.Pools(Metrics.Test)[index]);
        RecordedSite whole = site.IsOfTrials ? site.OnAllTrials(recorded) : site;
        SequencePool trials = whole.Pool.Sequences;
        return new RecordingRecord(network.Site.Width, trials.Count, trials.Rows.Tokens.Length - trials.Count)
        {
            BinSeconds = network.Opened.BinSeconds,
            Reliability = new TrialHalves(whole, data.Seed).Reliability,
        };
    }

    /// <summary>Whether it has learned its task, by its test sequences.</summary>
    public static bool HasLearned(OpenedNetwork network, RecordedPool test) => Accuracy(network, test) >= WantedAccuracy;

    /// <summary>Share of its test sequences that it gets right, of quantities that are not held out.</summary>
    public static double Accuracy(OpenedNetwork network, RecordedPool test) =>
        test.Accuracy(quantity => !network.SequenceTask.Options.HeldOut.Contains(quantity));

    /// <summary>Refuses networks that have not learned their task, unless the experiment insists.</summary>
    /// <param name="accuracies">[networks] null of a recording.</param>
    /// <param name="options">How the run is made.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="InputException">Networks from folders have not: all of them are named.</exception>
    /// <exception cref="RunFailedException">A network trained here has not.</exception>
    public static void RequireLearned(
        IReadOnlyList<OpenedNetwork> networks, IReadOnlyList<double?> accuracies, RunOptions options, CancellationToken stop)
    {
        List<InputError> errors = [];
        string? failed = null;
        for (int k = 0; k < networks.Count; k++)
        {
            if (accuracies[k] is not double accuracy || accuracy >= WantedAccuracy || networks[k].Options.Insist)
                continue;
            NotLearned found = networks[k].Options.Source.NotLearned(k);
            string message = $"network '{networks[k].Name}' has not learned {networks[k].SequenceTask.Name}: "
                + Invariant($"it gets {100 * accuracy:f1} % of natural sequences right, ")
                + Invariant($"at least {100 * WantedAccuracy:f0} % are wanted; {Mend(networks[k], found, options, stop)}");
            if (found.IsInput)
                errors.Add(new InputError(message, found.Path, Key: $"networks.{k}"));
            else
                failed ??= message;
        }
        if (errors.Count > 0)
            throw new InputException(errors);
        if (failed is not null)
            throw new RunFailedException(failed);
    }

    // What is wrong with an export comes before the advice to train it further.
    private static string Mend(OpenedNetwork network, NotLearned found, RunOptions options, CancellationToken stop)
    {
        if (found.Insistence is null)
            return found.Advice;
        NetworkRequest request = ExportSearch.Request(network.Name, network.SequenceTask, options, stop);
        CheckedExport export = ExportSearch.Of(options.Allowed(network.Options.Source), network.Network, request, _ => { });
        return export.Clause is string clause ? $"{clause}, or {found.Insistence}" : found.Advice;
    }

    /// <summary>How many sequences are left of each network's, of all that were drawn: a short file gives one several times.</summary>
    public static string Usable(IReadOnlyList<NetworkRecord> networks, RunData data) =>
        string.Join(", ", networks.Select((network, k) => Usable(network, Different(data, k))));

    /// <param name="different">How many of the sequences differ.</param>
    public static string Usable(NetworkRecord network, int different) =>
        Invariant($"{network.Name}: {network.Usable} of {network.Sequences} drawn sequences usable")
            + (different < network.Sequences ? Invariant($" ({different} of them different)") : "");

    private static int Different(RunData data, int index)
    {
        SequencePool[] pools = [.. RunData.Splits.Select(split => data.Pools(split)[index].Sequences)];
        // What has a continuous input beside its tokens differs by that.
        return pools[0].Source.FeatureWidth > 0 ? pools.Sum(pool => pool.Count)
            : pools.SelectMany(pool => Enumerable.Range(0, pool.Count).Select(q => string.Join(' ', pool.Tokens(q).ToArray())))
                .Distinct().Count();
    }
}
