using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Tables;
using Mas.Tensors.Safetensors;

namespace Mas.Runs;

/// <summary>What a finished run rests on, for other programs: natural latents of the test sequences, and every test intervention with what
/// became of it under the alignment that decides.</summary>
/// <param name="Tensors">Of all networks.</param>
/// <param name="Metadata">By network.</param>
/// <param name="Positions">In the order of the tensors.</param>
/// <param name="Interventions">Of all directions; null of a network by itself.</param>
internal sealed record LatentExport(
    IReadOnlyList<TensorData> Tensors, IReadOnlyDictionary<string, string> Metadata, TableFile Positions, TableFile? Interventions)
{
    /// <exception cref="InputException">A network cannot be opened or is not that of the run, or what is stored cannot be
    /// evaluated.</exception>
    public static LatentExport Of(StoredRun run, RunOptions options, CancellationToken stop)
    {
        if (run.Experiment.IsOfMatrices)
            throw new InputException("this run compares matrices of dissimilarities, which have no latents to write", run.Folder.Root);
        NativeTorch.Require(options.Device);
        using DisposableList<OpenedNetwork> networks = [.. NetworkStage.Open(run.Experiment, options, stop)];
        if (networks.Zip(run.Record.Networks).FirstOrDefault(pair => pair.First.Hash != pair.Second.Hash).First is { } stranger)
            throw new InputException($"the weights of network '{stranger.Name}' are others than the run's; 'mas verify' tells more");
        options.Progress(new RunProgress("preparing data", 0, 1));
        using var test = new RunTest(run, networks, options, isExact: false, stop);
        options.Progress(RunProgress.Finished("preparing data", ""));
        if (test.DataHash != run.Record.Hashes.GetValueOrDefault("data"))
            throw new InputException("the data are others than the run's; 'mas verify' tells more");
        IReadOnlyList<ExportedRoute> routes = test.Interventions();
        ExportedLatents[] latents = [.. networks.Zip(test.Sequences, (network, sequences) => new ExportedLatents(network, sequences))];
        Dictionary<string, OpenedNetwork> byName = networks.ToDictionary(network => network.Name);
        return Of(latents,
            ExportedInterventions.Table(routes, (target, id) => byName[target].SequenceTask.Vocabulary.Word(id)));
    }

    /// <summary>The same of a network by itself, over fresh sequences of its task.</summary>
    /// <param name="asked">One network at a site, and its task.</param>
    /// <param name="sequences">How many.</param>
    /// <exception cref="InputException">The network is wrong, or does not know the words of the task.</exception>
    public static LatentExport Of(Experiment asked, int sequences, RunOptions options, CancellationToken stop)
    {
        NativeTorch.Require(options.Device);
        using DisposableList<OpenedNetwork> networks = [.. NetworkStage.Open(asked, options, stop)];
        var pool = new SequencePool(networks[0].SequenceTask, (ulong)asked.Seed, Metrics.Test, sequences);
        return Of([new ExportedLatents(networks[0], pool)], null);
    }

    private static LatentExport Of(IReadOnlyList<ExportedLatents> latents, TableFile? interventions) => new(
        [.. latents.SelectMany(one => one.Tensors())], latents.Select(one => one.Metadata).ToDictionary(),
        ExportedLatents.Positions(latents), interventions);

    /// <summary>Writes a new folder, whole or not at all.</summary>
    /// <exception cref="InputException">There is something already.</exception>
    public void Save(string folder) => ExportFolder.Write(folder, fresh =>
    {
        SafetensorsWriter.Save(Path.Combine(fresh, ExportFolder.LatentsFile), [.. Tensors], Metadata.ToDictionary());
        TableFile.Save([Positions], Path.Combine(fresh, ExportFolder.Positions));
        if (Interventions is not null)
            TableFile.Save([Interventions], Path.Combine(fresh, ExportFolder.Interventions));
    });
}
