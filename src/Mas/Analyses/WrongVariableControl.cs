using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Tensors;

namespace Mas.Analyses;

/// <summary>
/// The control <c>wrong-variable</c> (<c>method.md</c> section 9): the same alignments, trained on labels of another variable and tested on
/// those of the one that is exchanged. What reaches as much there does not carry the variable in particular.
/// </summary>
internal static class WrongVariableControl
{
    // As many steps as the alignments took, which may be few from an aligned start that fits them and not the other variable.
    private const int FewestSteps = 500;

    /// <summary>The results with the control beside the others.</summary>
    public static Analysed Add(AnalysisContext context, Analysed known)
    {
        ValueList<ExchangedVariable> other = OtherVariables.Of(context.Experiment.Alignment.Variables, [.. context.Data.Networks.Select(network => network.SequenceTask)])!;
        int steps = Math.Max(FewestSteps, known.Results.Max(result => result.Seeds.Max(seed => seed.Progress.Step)));
        Experiment own = context.With(alignment => alignment with { Variables = other, Steps = Math.Min(steps, alignment.Steps) });
        CaseResult[] trained = context.Train(Metrics.WrongVariable, own, [.. known.Results.Select(result => result.Data.Case)]);
        return known with { Results = [.. known.Results.Zip(trained, (result, wrong) => result.With(Metrics.WrongVariable, [.. wrong.Seeds.Select(seed => context.Outcomes(wrong.Data.Setup, seed, result.Data.Test))]))] };
    }
}
