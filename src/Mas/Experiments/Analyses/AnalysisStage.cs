namespace Mas.Experiments.Analyses;

/// <summary>Runs the analyses that an experiment asks for, each on what those before it have left.</summary>
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
        foreach (Analysis analysis in context.Experiment.Analyses)
        {
            context.Stop.ThrowIfCancellationRequested();
            known = s_analyses[analysis](context, known);
        }
        return known;
    }
}
