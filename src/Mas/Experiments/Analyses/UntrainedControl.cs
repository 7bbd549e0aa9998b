using Mas.Networks;
using Mas.Results;
using Mas.Results.Store;
using Mas.Tensors;
using Mas.Training;

namespace Mas.Experiments.Analyses;

/// <summary>
/// The control <c>untrained</c> (<c>method.md</c> section 9): networks of the same architectures with fresh weights in the place of the
/// trained ones, their sequences not filtered for being right, aligned for as many steps. An alignment that reaches as much there
/// says nothing of what the trained networks have learned.
/// </summary>
internal static class UntrainedControl
{
    // Nothing ends the training but the number of steps.
    private static readonly StopOptions s_never = new() { Target = 2, Patience = 1_000_000, HopelessAfter = 1_000_000 };

    /// <summary>The results with the control beside the others.</summary>
    /// <param name="experiment">What was done.</param>
    /// <param name="trained">Its data.</param>
    /// <param name="results">Its results.</param>
    /// <param name="folder">Takes checkpoints.</param>
    /// <param name="options">Threads and progress.</param>
    /// <param name="journal">Told of what is resumed.</param>
    /// <param name="stop">Ends it, with checkpoints.</param>
    public static CaseResult[] Add(
        Experiment experiment, RunData trained, CaseResult[] results, RunFolder folder, RunOptions options, RunJournal journal, CancellationToken stop)
    {
        string[] hashes = [.. trained.Networks.Select(network => network.Hash).Distinct()];
        OpenedNetwork[] fresh = [.. trained.Networks.Select(network => Fresh(network, SeededRandom.Derive((ulong)experiment.Seed, "untrained", Array.IndexOf(hashes, network.Hash))))];
        try
        {
            using var data = new RunData(experiment, fresh, options.Threads);
            return [.. results.Select(result => result with { Seeds = Beside(result.Seeds, Train(experiment, data, result, folder, options, journal, stop)) })];
        }
        finally
        {
            foreach (OpenedNetwork network in fresh)
                network.Dispose();
        }
    }

    // A network that takes part at several sites stays one network.
    private static OpenedNetwork Fresh(OpenedNetwork network, ulong seed)
    {
        NetworkConfig config = NetworkFolder.ReadConfig(network.Folder);
        var architecture = Architecture.Of(config);
        Network fresh = architecture.Open(config, architecture.Random(config, seed));
        return network with { Network = fresh, Site = fresh.FindSite(network.Site.Name)!, IsUntrained = true };
    }

    private static IReadOnlyList<SeedResult> Train(
        Experiment experiment, RunData data, CaseResult result, RunFolder folder, RunOptions options, RunJournal journal, CancellationToken stop)
    {
        Experiment own = experiment with
        {
            Alignment = experiment.Alignment with { Steps = result.Seeds.Max(seed => seed.Progress.Step), Stop = s_never },
            Evaluation = experiment.Evaluation with { Controls = [] },
        };
        using var prepared = new CaseData(own, result.Data.Case, data, options.Threads);
        return AlignmentStage.Run(own, data, [prepared], folder, options, journal, stop, $"{Metrics.Untrained}.{result.Data.Case.Name}.")[0].Seeds;
    }

    private static IReadOnlyList<SeedResult> Beside(IReadOnlyList<SeedResult> trained, IReadOnlyList<SeedResult> untrained) =>
        [.. trained.Zip(untrained, (one, control) => one with { Evaluation = one.Evaluation.With(Metrics.Untrained, control.Evaluation.Outcomes) })];
}
