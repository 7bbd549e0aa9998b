using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Files;

namespace Mas.Analyses;

/// <summary>
/// Runs the analyses that an experiment asks for, each on what those before it have left. One that cannot be done is told in a warning, and the
/// others go on.
/// </summary>
internal static class AnalysisStage
{
    private static readonly Dictionary<Analysis, Func<AnalysisContext, Analysed, Analysed>> s_analyses = new()
    {
        [Analysis.Untrained] = UntrainedControl.Add,
        [Analysis.WrongVariable] = WrongVariableControl.Add,
        [Analysis.RandomStart] = StartComparison.Add,
        [Analysis.SmallestSubspace] = SmallestSubspace.Add,
        [Analysis.NullSpace] = NullSpaces.Add,
        [Analysis.Leakage] = Leakage.Add,
        [Analysis.Cycles] = Cycles.Add,
        [Analysis.Angles] = SubspaceComparison.Add,
        [Analysis.OffManifold] = OffManifold.Add,
        [Analysis.Disagreement] = Disagreement.Add,
    };

    /// <summary>One after the other.</summary>
    public static Analysed Run(AnalysisContext context, Analysed begun)
    {
        Analysed known = begun;
        try
        {
            foreach (Analysis analysis in context.Experiment.Analyses)
            {
                context.Stop.ThrowIfCancellationRequested();
                known = Run(context, analysis, known);
            }
            return known;
        }
        finally
        {
            foreach (Evaluation.NullSpace space in known.NullSpaces)
                space.Dispose();
        }
    }

    private static Analysed Run(AnalysisContext context, Analysis analysis, Analysed known)
    {
        try
        {
            return s_analyses[analysis](context, known);
        }
        catch (Exception error) when (error is RunFailedException or InputException)
        {
            context.Warn($"The analysis {analysis.Word()} could not be done: {error.Message}.");
            return known;
        }
    }
}
