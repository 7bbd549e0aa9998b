using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks.Called;
using Mas.Results.Records;

namespace Mas.Comparison.Costs;

/// <summary>About how many seconds a run takes: multiplications over what an ordinary core does of them, an order of magnitude; and of
/// networks that can only be called what was measured.</summary>
/// <param name="calls">[networks] null where nothing was measured.</param>
internal sealed class RunTime(RunShape shape, IReadOnlyList<CalledTiming?>? calls = null)
{
    private const double FlopsPerSecond = 30e9;      // a matrix product on one ordinary core, with the element-wise work around it
    private const double PassSeconds = 1.5e-3;       // a pass through one target network that has next to nothing to compute
    private const double Forward = 2, WithBack = 4;  // operations for each multiplication and addition
    private const int FirstValidations = 10;         // dense at the start
    private const int Recordings = 2;                // calls of a network for its latents, and for what it predicts

    /// <summary>Networks that can only be called and were not measured: what a step takes is known once they run.</summary>
    public IReadOnlyList<string> Unknown =>
        [.. shape.Networks.Where(network => network.Cost.RunsWhole && CallsOf(network) is null).Select(network => network.Options.Name)];

    /// <summary>Whether something was measured.</summary>
    public bool IsMeasured => shape.Networks.Any(network => CallsOf(network) is not null);

    private CalledTiming? CallsOf(NetworkShape network) => calls?[network.Index];

    /// <summary>Training of networks that are in no cache.</summary>
    public double Networks => shape.Networks.DistinctBy(network => network.Options.Source.Root)
        .Sum(network => network.Cost.Training?.Seconds ?? 0) / Math.Min(shape.Threads, shape.Networks.Count);

    /// <summary>Recording of natural activity.</summary>
    public double Recording => shape.Networks.Sum(network =>
    {
        double sequences = network.Sequences(shape.Alignment.Train) + network.Sequences(shape.Alignment.Validation)
            + network.Sequences(shape.Alignment.Test);
        return CallsOf(network) is { } timing ? Recordings * timing.Of(timing.Forward, sequences) : sequences * Forward
            * network.Cost.Multiplications(network.Sample.Lengths.Tokens, network.Sample.Lengths.Scored) / FlopsPerSecond;
    }) / Math.Min(shape.Threads, shape.Networks.Count);

    /// <summary>A step of one method and size, on one thread.</summary>
    public double Step(AlignmentCase variant)
    {
        int targets = variant.Method.Trained.Select(direction => direction.Target).Distinct().Count();
        return targets * PassSeconds + variant.Trains(shape.Alignment) * shape.Batch * shape.RoutesPerDirection
            * Intervention(variant.Method.Behaviour, WithBack)
            + Calls(variant.Method.Behaviour, (double)variant.Trains(shape.Alignment) / variant.Method.Trained.Count * shape.Batch,
                timing => timing.WithBack);
    }

    /// <summary>All steps of all alignments, with their validations.</summary>
    public double Aligning
    {
        get
        {
            AlignmentOptions alignment = shape.Alignment;
            double validations = FirstValidations + (double)alignment.Steps / alignment.ValidateEvery;
            double Seconds(AlignmentCase variant) => alignment.Steps * Step(variant) + validations * (alignment.Validation
                * shape.RoutesPerDirection * variant.Method.Behaviour.Count * Intervention(variant.Method.Behaviour, Forward)
                + Calls(variant.Method.Behaviour, alignment.Validation, timing => timing.Forward));
            return alignment.Seeds.Count * shape.Cases.Sum(Seconds) / Shared;
        }
    }

    /// <summary>The test of all alignments, with its side sets and controls.</summary>
    public double Testing
    {
        get
        {
            int sides = CaseSetup.Sides(shape.Alignment, shape.Networks.Select(network => network.Task)).Count;
            int evaluations = 1 + sides + shape.Experiment.Evaluation.Controls.Count;
            double Seconds(AlignmentCase variant)
            {
                Direction[] tested = [.. variant.Tests(shape.Experiment)];
                return tested.Length * shape.RoutesPerDirection * (double)shape.Alignment.Test * Intervention(tested, Forward)
                    + Calls(tested, shape.Alignment.Test, timing => timing.Forward);
            }
            return evaluations * shape.Alignment.Seeds.Count * shape.Cases.Sum(Seconds) / Shared;
        }
    }

    /// <summary>Controls that train: each about as long as the alignments.</summary>
    public double Controls => Aligning * shape.Experiment.Analyses.Count(word =>
        word is Metrics.Untrained or Metrics.UntrainedSource or Metrics.Scrambled);

    /// <summary>Everything, with every step that the experiment allows; other analyses than controls are left out.</summary>
    public double AtMost => Networks + Recording + Aligning + Testing + Controls;

    // Jobs, or where there is one, the target networks of its step, share the threads.
    private int Shared => Math.Min(shape.Threads, Math.Max(shape.Jobs, shape.Networks.Count));

    private double Intervention(IEnumerable<Direction> directions, double operations) => operations / FlopsPerSecond * directions
        .Select(direction => shape.Networks[direction.Target])
        .Select(network => CallsOf(network) is null ? network.Cost.Multiplications(Positions(network), network.Sample.Scored) : 0)
        .DefaultIfEmpty(0).Average();

    // All sources of a target share its calls.
    private double Calls(IEnumerable<Direction> directions, double perDirection, Func<CalledTiming, CallSeconds> kind) => directions
        .GroupBy(direction => direction.Target)
        .Sum(into => CallsOf(shape.Networks[into.Key]) is not { } timing ? 0
            : timing.Of(kind(timing), into.Count() * perDirection * shape.RoutesPerDirection));

    private static double Positions(NetworkShape network) =>
        network.Cost.RunsWhole ? network.Sample.Before + network.Sample.Run + 1 : network.Sample.Run;
}
