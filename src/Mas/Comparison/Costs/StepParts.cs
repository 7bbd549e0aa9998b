using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;

namespace Mas.Comparison.Costs;

/// <summary>Memory of a training step and of evaluations: what passes hold until their gradients are taken.</summary>
internal static class StepParts
{
    private const int EvaluationRows = 256; // of a pass

    // Of the target's latents: natural, replaced, in order, and the gradients of these; then the source's.
    private const int LatentCopies = 9, SourceCopies = 2;

    private const double Beside = 0.5; // what passes hold beside one that is at its peak: they rise and fall by turns

    private const double Managed = 2; // an intervention as an object, and its rows in the batch

    /// <summary>Of the interventions of all passes that run at once.</summary>
    public static MemoryPart Step(RunShape shape)
    {
        double bytes = shape.JobsAtOnce * shape.Cases.Max(variant => Case(shape, variant));
        return new("the interventions of a step", bytes, "alignment.batch", "lower alignment.batch");
    }

    /// <summary>Of evaluations, which run the same forward in parts.</summary>
    public static MemoryPart Evaluation(RunShape shape)
    {
        double bytes = shape.Threads * shape.Networks.Max(network => Pass(network, network.Width, EvaluationRows)) / 2;
        NetworkShape largest = NetworkParts.Largest(shape);
        return new("passes of evaluation", bytes, largest.Key, largest.Advice);
    }

    private static double Case(RunShape shape, AlignmentCase variant)
    {
        IReadOnlyList<Direction> trained = variant.Method.Trained;
        double share = variant.Trains(shape.Alignment) / Math.Max(1.0, trained.Count);
        return trained.GroupBy(direction => direction.Target).Select(own => Pass(
                shape.Networks[own.Key], own.Average(direction => shape.Networks[direction.Source].Width),
                own.Count() * share * shape.RoutesPerDirection * shape.Batch))
            .OrderDescending().Take(shape.PassesAtOnce).Select((bytes, rank) => rank == 0 ? bytes : bytes * Beside).Sum();
    }

    /// <summary>Of one pass of so many interventions into a network.</summary>
    public static double Pass(NetworkShape target, double sourceWidth, double interventions, PassNumbers? numbers = null)
    {
        SequenceSample sample = target.Sample;
        double latents = interventions * sample.Entries * (LatentCopies * target.Width + SourceCopies * sourceWidth);
        double running = sample.Fed + sample.Entries;
        return sizeof(float) * (latents
                + (numbers ?? target.Numbers.Step).Of(interventions, running, sample.Scored, sample.Before))
            + Managed * interventions * InterventionParts.One(target);
    }
}
