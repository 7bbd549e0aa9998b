using Mas.Comparison;
using Mas.Evaluation.Exports;
using Mas.Experiments;
using Mas.Networks;
using Mas.Tasks;

namespace Mas.Runs;

/// <summary>What can be said of one network before it is compared: whether its export is right, and which site to take.</summary>
/// <param name="Export">How it does its task, and what is wrong with it.</param>
/// <param name="Sites">What the exchange of the whole latent gives at each site; null where it has not learned its task.</param>
internal sealed record NetworkCheckup(string Name, SequenceTask Task, CheckedExport Export, CheckedNetwork? Sites)
{
    /// <summary>Checks a network by itself.</summary>
    /// <param name="asked">One network and its task; the scheme and the seed count too.</param>
    /// <exception cref="InputException">The network is wrong, or does not know the words of the task.</exception>
    public static NetworkCheckup Run(Experiment asked, RunOptions options, CancellationToken stop)
    {
        NativeTorch.Require(options.Device);
        NetworkOptions network = asked.Networks[0];
        SequenceTask task = asked.TaskOf(network).ToTask();
        NetworkSource source = options.Allowed(network.Source);
        if (source.Misfit(task) is InputError misfit)
            throw new InputException([misfit]);
        NetworkRequest request = ExportSearch.Request(network.Name, task, options, stop);
        CheckedExport export;
        using (OpenedSource opened = source.Open(request))
        {
            string job = $"checking {network.Name}";
            void Tell(int tried) => options.Progress(
                new RunProgress(job, tried, Math.Max(tried + 1, ExportSearch.UsualTries), "what may be wrong with it"));
            export = ExportSearch.Of(source, opened.Network, request, Tell);
            options.Progress(RunProgress.Finished(job, Invariant($"{export.Tried} mistakes tried")));
            asked = asked with { Networks = [network with { Site = opened.Network.Sites[^1].Name }] };
        }
        return new(network.Name, task, export, export.HasLearned ? SiteCheck.Run(asked, options, stop)[0] : null);
    }
}
