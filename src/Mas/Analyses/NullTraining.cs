using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Training;

namespace Mas.Analyses;

/// <summary>How controls are trained that an alignment must beat: as it was, for as many steps, whatever comes.</summary>
internal static class NullTraining
{
    // Nothing ends the training but the number of steps.
    private static readonly StopOptions s_never = new() { Target = 2, Patience = 1_000_000, HopelessAfter = 1_000_000 };

    /// <summary>Whether the controls are needed though nobody asks: a map that is not orthogonal, or that replaces all of the target, can
    /// be made to fit almost anything.</summary>
    public static bool IsNeeded(AlignmentOptions alignment) => alignment.Extend is null
        && (alignment.Design.Family != AlignmentFamily.Orthogonal || alignment.Methods.Any(method => method
            is AlignmentMethod.Stitching or AlignmentMethod.LinearStitching or AlignmentMethod.LatentStitching));

    /// <summary>The run's experiment, trained for as many steps as a result.</summary>
    public static Experiment Of(AnalysisContext context, CaseResult result, Func<AlignmentOptions, AlignmentOptions> change) =>
        context.With(alignment => change(alignment) with { Steps = result.Seeds.Max(seed => seed.Progress.Step), Stop = s_never });
}
