using System.Globalization;
using Mas.Cli.Terminal;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Masks;
using Mas.NetworkTraining;
using Mas.Networks.Formats;
using Mas.Runs;
using Mas.Tensors.Safetensors;

namespace Mas.Cli.Commands;

/// <summary>What a run would do and about what it would cost, from arithmetic alone.</summary>
internal static class DryRun
{
    private const double FlopsPerSecond = 30e9;     // a matrix product on one ordinary core, with the element-wise work around it
    private const double PassSeconds = 1.5e-3;      // a pass through one target network that has next to nothing to compute
    private const double FedTokens = 12, Scored = 9; // per intervention on multi-object, measured over 10 000

    // Training one network of the default width, measured on a core of 100 GFLOP/s.
    private static readonly Dictionary<string, double> s_trainingSeconds = new() { ["gru"] = 10, ["lstm"] = 25, ["transformer"] = 90, ["mlp"] = 20 };

    private sealed record Size(string Architecture, int Width, int Layers);

    public static string Text(Experiment experiment, RunOptions options)
    {
        AlignmentOptions alignment = experiment.Alignment;
        Size[] sizes = [.. experiment.Networks.Select(network => SizeOf(network, experiment))];
        int[] widths = [.. sizes.Select(size => size.Width)];
        IReadOnlyList<AlignmentCase> cases = AlignmentCase.Of(experiment, widths);
        foreach (AlignmentCase own in cases.Where(own => !own.Method.Mask.LearnsSizes))
            FixedMask.Require(own.Sizes, widths);           // says so where it is too large
        double Seconds(AlignmentCase own) => StepSeconds(own, alignment, sizes);
        // Jobs, or where there is one, the target networks of its step, share the threads.
        double most = cases.Sum(Seconds) * alignment.Steps * alignment.Seeds.Count / Math.Min(options.Threads, Math.Max(cases.Count * alignment.Seeds.Count, sizes.Length));
        string[] lines =
        [
            $"{experiment.Name}: {Count(sizes.Length, "network")}, {Count(sizes.Length, "alignment function")} for each method, size and seed",
            .. experiment.Networks.Select((network, k) => $"  {network.Name}: {Source(network)}, width {widths[k]}"),
            .. cases.GroupBy(own => (own.Method.Name, Sizes: string.Join('-', own.Sizes))).Select(same => CaseLine([.. same], alignment, Seconds)),
            .. ExperimentRunner.Analyses(experiment).Select(analysis => $"  {analysis.Key}: {analysis.Value}"),
            Invariant($"  interventions per direction: {alignment.Train} training, {alignment.Validation} validation, {alignment.Test} test"),
            Invariant($"  at most {alignment.Steps} steps per seed, {Duration.Text(TimeSpan.FromSeconds(most))} at the very most; from the aligned start a few dozen steps are usual"),
            Invariant($"  memory about {0.5 + 0.15 * experiment.Networks.DistinctBy(network => network.Source).Count():f1} GB"),
        ];
        return string.Join(Environment.NewLine, lines);
    }

    // Networks that are aligned with themselves alone are cases of their own, but one line.
    private static string CaseLine(AlignmentCase[] same, AlignmentOptions alignment, Func<AlignmentCase, double> seconds)
    {
        AlignmentCase first = same[0] with { Alone = null };
        string networks = same.Length > 1 ? Invariant($"{same.Length} networks, each by itself; ") : "";
        return Invariant($"  {first.Name}: {networks}{Count(first.Method.Trained.Count, "direction")} trained, {Count(alignment.Seeds.Count, "seed")}; a step takes about {1000 * same.Average(seconds):f0} ms on one thread");
    }

    private static double StepSeconds(AlignmentCase own, AlignmentOptions alignment, Size[] sizes)
    {
        int targets = own.Method.Trained.Select(direction => direction.Target).Distinct().Count();
        double intervention = own.Method.Behaviour.Count == 0 ? 0 : own.Method.Behaviour.Average(direction => Flops(sizes[direction.Target])) / FlopsPerSecond;
        return targets * PassSeconds + own.Trains(alignment) * (double)alignment.Batch * intervention;
    }

    // Forward and backward, two operations for each multiplication and addition, of the body and of the head (512 units in a recurrent network).
    private static double Flops(Size size) => 4.0 * size.Architecture switch
    {
        "mlp" => (double)size.Layers * size.Width * size.Width,
        "transformer" => FedTokens * size.Layers * 12 * size.Width * size.Width,
        _ => FedTokens * 3 * size.Width * size.Width + Scored * 512 * (size.Width + 8),
    };

    private static Size SizeOf(NetworkOptions network, Experiment experiment)
    {
        switch (network.Source)
        {
            case SavedNetwork saved:
                // What does not fit is told now, not after a queue.
                (NetworkConfig config, SafetensorsFile weights) = NetworkFolder.Check(saved.FullPath, experiment.TaskOf(network).ToTask().Vocabulary);
                weights.Dispose();
                return new(config.Architecture, config.Width, config.Layers);
            case NetworkToTrain train:
                NetworkTrainingOptions defaults = NetworkTrainingDefaults.Of(train.Architecture, task: "");
                return new(train.Architecture, train.Width ?? defaults.Width, train.Layers ?? defaults.Layers);
            default:
                throw new InvalidOperationException($"No network source {network.Source.GetType().Name}.");
        }
    }

    private static string Source(NetworkOptions network) => network.Source switch
    {
        SavedNetwork saved => $"from {saved.Path}",
        NetworkToTrain { Steps: 0 } => "untrained",
        NetworkToTrain train => Invariant($"trained on first use (about {s_trainingSeconds.GetValueOrDefault(train.Architecture, 30):f0} s at the default width), then from the cache"),
        _ => "",
    };

    private static string Count(int number, string noun) => Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
