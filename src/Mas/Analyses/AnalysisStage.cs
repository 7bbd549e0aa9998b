using Mas.Comparison;

namespace Mas.Analyses;

/// <summary>Runs the analyses that an experiment asks for. One that cannot be done is told in a warning, and the others go on.</summary>
internal static class AnalysisStage
{
    /// <summary>One after the other.</summary>
    /// <param name="run">The run.</param>
    /// <param name="analyses">Which, in their order.</param>
    /// <param name="begun">The run before them.</param>
    public static Analysed Run(RunContext run, IReadOnlyList<AnalysisDescription> analyses, Analysed begun)
    {
        using var shared = new SharedFindings(run, begun.Results);
        Analysed known = begun;
        foreach (AnalysisDescription analysis in analyses)
        {
            run.Stop.ThrowIfCancellationRequested();
            using var context = new AnalysisContext(run, begun.Results, known.Evidence, shared);
            try
            {
                known = known.With(analysis.Run(context));
            }
            catch (Exception error) when (error is RunFailedException or InputException)
            {
                run.Warn($"The analysis {analysis.Word} could not be done: {error.Message}.");
            }
        }
        return known;
    }
}
