using Mas.Comparison;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Records;
using Mas.Tasks;

namespace Mas.Analyses.WrongVariable;

/// <summary>The control <c>wrong-variable</c> (<c>method.md</c> section 9): the same alignments, trained on labels of another variable and
/// tested on those of the one that is exchanged. What reaches as much there does not carry the variable in particular.</summary>
internal static class WrongVariableControl
{
    // As many steps as the alignments took, which may be few from an aligned start that fits them and not the other variable.
    private const int FewestSteps = 500;

    /// <summary>The analysis <c>wrong-variable</c>.</summary>
    public static AnalysisDescription Description { get; } = new("wrong-variable", "What do alignments reach that were trained for another variable?", Run)
    {
        Against = Against,
        TrainsAnew = true,
        Metrics = [Metrics.WrongVariable],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        SequenceTask[] known = [.. experiment.Tasks.Networks.OfType<SequenceTask>()];
        if (known.Length == experiment.Tasks.Networks.Count && OtherVariables.Of(experiment.Alignment.Variables, known) is null)
            yield return "wrong-variable needs a variable beside the one that is exchanged, in the tasks of all networks, and there is none; leave it out";
    }

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        ValueList<ExchangedVariable> other = OtherVariables.Of(context.Experiment.Alignment.Variables, [.. context.Data.Networks.Select(network => network.SequenceTask)])!;
        int steps = Math.Max(FewestSteps, context.Results.Max(result => result.Seeds.Max(seed => seed.Progress.Step)));
        Experiment own = context.With(alignment => alignment with { Variables = other, Steps = Math.Min(steps, alignment.Steps) });
        CaseResult[] trained = context.Training.Run(Metrics.WrongVariable, own, [.. context.Results.Select(result => result.Data.Case)]);
        return new AnalysisOutcome(context.Evidence, [])
        {
            Control = new AddedControl(
                Metrics.WrongVariable, [.. context.Results.Zip(trained, (result, wrong) => wrong.Seeds.Select(seed => context.Outcomes(seed, result.Data.Test)).ToArray())]),
        };
    }
}
