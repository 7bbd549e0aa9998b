using Mas.Experiments;
using Mas.Interchange;
using Mas.Training;

namespace Mas.Analyses.Leakage;

/// <summary>What <c>leakage</c> looks at: the methods and sizes of the run, and at each size stitching and linear stitching of every
/// ordered pair of networks, each pair by itself, which are trained where the run has not done so and the target can be trained
/// on.</summary>
internal static class LeakageCases
{
    /// <summary>Stitching and linear stitching at each size.</summary>
    /// <param name="names">[networks]</param>
    /// <param name="pairs">Which directions.</param>
    /// <param name="own">The run's methods and sizes.</param>
    public static IReadOnlyList<AlignmentCase> Stitched(IReadOnlyList<string> names, IReadOnlyList<Direction> pairs, IReadOnlyList<AlignmentCase> own) =>
    [
        .. from sizes in own.Select(one => one.Sizes).Distinct()
           from method in (Method[])[Methods.Stitching, Methods.LinearStitching]
           from direction in pairs
           select AlignmentCase.OfPair(method, sizes, names, direction),
    ];

    /// <summary>Whether the null part alone is tried with it: of each method its largest size.</summary>
    public static bool IsLargest(AlignmentCase one, IEnumerable<AlignmentCase> all) =>
        one.Sizes.Sum() == all.Where(other => other.Method.Name == one.Method.Name).Max(other => other.Sizes.Sum());
}
