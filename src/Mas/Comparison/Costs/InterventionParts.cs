using Mas.Experiments;
using Mas.Interchange;

namespace Mas.Comparison.Costs;

/// <summary>Memory of drawn interventions and of what is kept of their continuations.</summary>
internal static class InterventionParts
{
    private const double Bytes = 220, BytesPerToken = 5; // of one intervention with its lists

    /// <summary>One intervention into a network, as objects.</summary>
    public static double One(NetworkShape target) => Bytes + BytesPerToken * (target.Sample.Fed + 1);

    /// <summary>Those of validation and test with its side sets, which are kept; of the test also what the controls make of them, for each
    /// method and size.</summary>
    public static MemoryPart Kept(RunShape shape)
    {
        AlignmentOptions alignment = shape.Alignment;
        int copies = shape.Experiment.Evaluation.Controls.Count(control => control is Control.Identity or Control.Shuffled);
        double All(IEnumerable<Direction> directions) =>
            shape.RoutesPerDirection * directions.Sum(direction => One(shape.Networks[direction.Target]));
        double validation = alignment.Validation * All(shape.Cases.SelectMany(one => one.Method.Trained).Distinct());
        Direction[][] tested = [.. shape.Cases.Select(one => one.Tests(shape.Experiment).ToArray())];
        int sets = 1 + CaseSetup.Sides(alignment, shape.Networks.Select(network => network.Task)).Count;
        double test = alignment.Test * (sets * All(tested.SelectMany(one => one).Distinct()) + copies * tested.Sum(All));
        string key = test >= validation ? "alignment.test" : "alignment.validation";
        return new("drawn interventions", validation + test, key, $"lower {key}, or compare fewer networks");
    }

    /// <summary>What continuations bring to the sites, as far as it is kept, and while it is worked out.</summary>
    public static MemoryPart Continuations(RunShape shape)
    {
        AlignmentOptions alignment = shape.Alignment;
        double most = (double)KeptContinuations.MostBytes
            / (RunData.Splits.Count * shape.Networks.Count * shape.Networks.Count * alignment.Variables.Count);
        double Route(Direction direction, int count)
        {
            NetworkShape target = shape.Networks[direction.Target];
            double bytes = sizeof(float) * count * target.Sample.Fed * target.Numbers.PerContinuation;
            return bytes > most ? 0 : bytes;
        }

        Direction[] trained = [.. shape.Cases.SelectMany(one => one.Method.Behaviour).Distinct()];
        double kept = shape.RoutesPerDirection * trained.Sum(one => Route(one, alignment.Train) + Route(one, alignment.Validation));
        double rows = trained.Where(one => shape.Networks[one.Target].Numbers.PerContinuation > 0)
            .Select(one => alignment.Train * One(shape.Networks[one.Target])).DefaultIfEmpty(0).Max();
        return new("continuations", kept + rows * shape.JobsAtOnce, "alignment.train", "lower alignment.train");
    }
}
