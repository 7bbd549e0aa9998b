using System.Globalization;
using Mas.Cli.Terminal;
using Mas.Experiments;
using Mas.Masks;
using Mas.Networks;
using Mas.Tasks;
using Mas.Tensors.Safetensors;
using Mas.Training;

namespace Mas.Cli.Commands;

/// <summary>What a run would do and about what it would cost, from arithmetic alone.</summary>
internal static class DryRun
{
    private const double FlopsPerSecond = 30e9;     // a matrix product on one ordinary core, with the element-wise work around it
    private const double TrainingSeconds = 10;      // one GRU of width 128 from scratch, measured on a core of 100 GFLOP/s
    private const double FedTokens = 12, Scored = 9; // per intervention on multi-object, measured over 10 000

    private const int DefaultWidth = 128;

    public static string Text(Experiment experiment, RunOptions options)
    {
        AlignmentOptions alignment = experiment.Alignment;
        int networks = experiment.Networks.Count;
        int[] widths = [.. experiment.Networks.Select(network => Width(network, experiment.TaskOf(network).ToTask().Vocabulary))];
        IReadOnlyList<AlignmentCase> cases = AlignmentCase.Of(experiment, widths);
        foreach (AlignmentCase own in cases.Where(own => own.Method.Mask != MaskKind.Learned))
            FixedMask.Require(own.Sizes, widths);           // says so where it is too large
        double[] steps = [.. cases.Select(own => StepSeconds(widths.Max(), own.Trains(alignment) * (double)alignment.Batch) / Math.Min(options.Threads, networks))];
        double most = steps.Sum() * alignment.Steps * alignment.Seeds.Count;
        string[] lines =
        [
            $"{experiment.Name}: {networks} networks, {networks} alignment functions for each method, size and seed",
            .. experiment.Networks.Select((network, k) => $"  {network.Name}: {Source(network)}, width {widths[k]}"),
            .. cases.Select((own, c) => Invariant($"  {own.Name}: {own.Method.Trained.Count} directions trained, {alignment.Seeds.Count} seeds; a step takes about {1000 * steps[c]:f0} ms")),
            Invariant($"  interventions per direction: {alignment.Train} training, {alignment.Validation} validation, {alignment.Test} test"),
            Invariant($"  at most {alignment.Steps} steps per seed, {Duration.Text(TimeSpan.FromSeconds(most))} at the very most; from the aligned start a few dozen steps are usual"),
            Invariant($"  memory about {0.5 + 0.15 * networks:f1} GB"),
        ];
        return string.Join(Environment.NewLine, lines);
    }

    // Forward and backward of the cell (6 w² multiply-adds) and of the head, for every token that follows an intervention.
    private static double StepSeconds(int width, double interventions) =>
        2 * interventions * 2 * (FedTokens * 3 * width * width + Scored * 512 * (width + 8)) / FlopsPerSecond;

    private static int Width(NetworkOptions network, Vocabulary vocabulary) => network.Source switch
    {
        SavedNetwork saved => StoredWidth(saved.FullPath, vocabulary),
        NetworkToTrain trained => trained.Width ?? DefaultWidth,
        _ => throw new InvalidOperationException($"No network source {network.Source.GetType().Name}."),
    };

    // What does not fit is told now, not after a queue.
    private static int StoredWidth(string folder, Vocabulary vocabulary)
    {
        (NetworkConfig config, SafetensorsFile weights) = NetworkFolder.Check(folder, vocabulary);
        weights.Dispose();
        return config.Width;
    }

    private static string Source(NetworkOptions network) => network.Source switch
    {
        SavedNetwork saved => $"from {saved.Path}",
        _ => Invariant($"trained on first use (about {TrainingSeconds:f0} s), then from the cache"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
