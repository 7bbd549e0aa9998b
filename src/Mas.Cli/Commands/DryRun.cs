using Mas.Cli.Terminal;
using Mas.Experiments;
using Mas.Masks;
using Mas.Networks;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary>What a run would do and about what it would cost, from arithmetic alone.</summary>
internal static class DryRun
{
    private const double FlopsPerSecond = 30e9;     // a matrix product on one ordinary core, with the element-wise work around it
    private const double PassSeconds = 1.5e-3;      // a pass through one target network that has next to nothing to compute
    private const double FlopsPerMultiplication = 4; // forward and backward, two operations for each multiplication and addition

    public static string Text(Experiment experiment, RunOptions options)
    {
        AlignmentOptions alignment = experiment.Alignment;
        NetworkCost[] costs = [.. experiment.Networks.Select(network => network.Source.Cost(experiment.TaskOf(network).ToTask()))];
        int[] widths = [.. costs.Select((cost, k) => Width(cost, experiment, k))];
        IReadOnlyList<AlignmentCase> cases = AlignmentCase.Of(experiment, widths);
        foreach (AlignmentCase variant in cases.Where(variant => !variant.Method.Mask.LearnsSizes))
            FixedMask.Require(variant.Sizes, widths);           // says so where it is too large
        double Seconds(AlignmentCase variant) => StepSeconds(variant, alignment, costs);
        // Jobs, or where there is one, the target networks of its step, share the threads.
        int jobs = cases.Count * alignment.Seeds.Count, shared = Math.Min(options.Threads, Math.Max(jobs, costs.Length));
        double most = cases.Sum(Seconds) * alignment.Steps * alignment.Seeds.Count / shared;
        string[] lines =
        [
            $"{experiment.Name}: {Count(costs.Length, "network")}, {Count(costs.Length, "alignment function")} "
                + "for each method, size and seed",
            .. experiment.Networks.Select((network, k) => $"  {network.Name}: {costs[k].Text}, width {widths[k]}"),
            .. cases.GroupBy(variant => (variant.Method.Name, Sizes: string.Join('-', variant.Sizes)))
                .Select(same => CaseLine([.. same], alignment, Seconds)),
            .. ExperimentRunner.Analyses(experiment).Select(analysis => $"  {analysis.Key}: {analysis.Value}"),
            Invariant($"  interventions per direction: {alignment.Train} training, {alignment.Validation} validation, ")
                + Invariant($"{alignment.Test} test"),
            Invariant($"  at most {alignment.Steps} steps per seed, {ProgressDisplay.Text(TimeSpan.FromSeconds(most))} at the very most; ")
                + "from the aligned start a few dozen steps are usual",
            Invariant($"  memory about {0.5 + 0.15 * experiment.Networks.DistinctBy(network => network.Source).Count():f1} GB"),
        ];
        return string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line)));
    }

    // Networks that are aligned with themselves alone are cases of their own, but one line.
    private static string CaseLine(AlignmentCase[] same, AlignmentOptions alignment, Func<AlignmentCase, double> seconds)
    {
        AlignmentCase first = same[0] with { Alone = null };
        string networks = same.Length > 1 ? Invariant($"{same.Length} networks, each by itself; ") : "";
        return Invariant($"  {first.Name}: {networks}{Count(first.Method.Trained.Count, "direction")} trained, ")
            + Invariant($"{Count(alignment.Seeds.Count, "seed")}; a step takes about {1000 * same.Average(seconds):f0} ms on one thread");
    }

    private static double StepSeconds(AlignmentCase variant, AlignmentOptions alignment, NetworkCost[] costs)
    {
        int targets = variant.Method.Trained.Select(direction => direction.Target).Distinct().Count();
        double intervention = variant.Method.Behaviour.Select(direction => FlopsPerMultiplication * costs[direction.Target].Multiplications)
            .DefaultIfEmpty(0).Average() / FlopsPerSecond;
        return targets * PassSeconds + variant.Trains(alignment) * (double)alignment.Batch * intervention;
    }

    private static int Width(NetworkCost cost, Experiment experiment, int network)
    {
        string site = experiment.SiteOf(experiment.Networks[network]);
        return cost.Sites.FirstOrDefault(one => one.Name == site)?.Width ?? throw new InputException(
            $"network '{experiment.Networks[network].Name}' has no site '{site}'; "
            + $"it has {string.Join(", ", cost.Sites.Select(one => one.Name))}", key: "site");
    }

    private static string Count(int number, string noun) => Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");
}
