using Mas.Comparison;
using Mas.Experiments;
using Mas.Networks.Pretrained;
using Mas.Runs;

namespace Mas.Sweeps;

/// <summary>Trains a network that cells share, and puts it where they will find it.</summary>
internal static class SharedTraining
{
    /// <param name="path">The network's file in the sweep.</param>
    /// <exception cref="InputException">The file is wrong, or the cache of trained networks cannot be written.</exception>
    public static void Train(string path, RunOptions options, CancellationToken stop)
    {
        int index = NetworkFile.Read(path).Index;
        Experiment experiment = ExperimentRunner.Read(path);
        if (index >= experiment.Networks.Count)
            throw new InputException(
                Invariant($"network {index} is wanted, and there are {experiment.Networks.Count}; plan the sweep again"), path);
        NetworkOptions network = experiment.Networks[index];
        if (network.Source is DecoderSource decoder)
        {
            decoder.Files(new DecoderRequest(network.Name)
            {
                Threads = options.Threads,
                CacheFolder = options.CacheFolder,
                Progress = (work, done, all, detail) => options.Progress(new RunProgress($"{work} {network.Name}", done, all, detail)),
                Stop = stop,
            });
            return;
        }
        TaskSource task = experiment.TaskOf(network);
        new NetworkOpening(network, experiment.SiteOf(network), task, task.ToTask(), options, stop).Open().Dispose();
    }
}
