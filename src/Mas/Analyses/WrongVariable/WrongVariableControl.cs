using Mas.Causal;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Tasks;

namespace Mas.Analyses.WrongVariable;

/// <summary>The control <c>wrong-variable</c> (<c>method.md</c> section 9): the same alignments, trained on labels of another variable and
/// tested on those of the one that is exchanged. What reaches as much there does not carry the variable in particular.</summary>
internal static class WrongVariableControl
{
    // As many steps as the alignments took, which may be few from an aligned start that fits them and not the other variable.
    private const int FewestSteps = 500;

    public static AnalysisDescription Description { get; } = new(
        "wrong-variable", "What do alignments reach that were trained for another variable?", Run)
    {
        TakesRecordings = true,
        Against = Against,
        TrainsAnew = true,
        Metrics = [Metrics.WrongVariable],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        SequenceTask[] known = [.. experiment.Tasks.Networks.OfType<SequenceTask>()];
        if (known.Length == experiment.Tasks.Networks.Count && OtherVariables.Of(experiment.Alignment.Variables, known) is null)
            yield return "wrong-variable needs a variable beside the one that is exchanged, in the tasks of all networks, and there is "
                + "none; leave it out";
    }

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        ValueList<ExchangedVariable> other = OtherVariables.Of(
            context.Experiment.Alignment.Variables, [.. context.Data.Networks.Select(network => network.SequenceTask)])!;
        int steps = Math.Max(FewestSteps, context.Results.Max(result => result.Seeds.Max(seed => seed.Progress.Step)));
        Experiment changed = context.With(alignment => alignment with { Variables = other, Steps = Math.Min(steps, alignment.Steps) });
        CaseResult[] trained =
            context.Training.Run(Metrics.WrongVariable, changed, [.. context.Results.Select(result => result.Data.Case)]);
        var control = new AddedControl(Metrics.WrongVariable, [.. context.Results.Zip(trained, Outcomes)]);
        return new AnalysisOutcome(context.Evidence, []) { Control = control };

        RouteOutcome[][] Outcomes(CaseResult result, CaseResult wrong) =>
            [.. wrong.Seeds.Select(seed => context.Outcomes(seed, result.Data.Test))];
    }
}

/// <summary>What the control <c>wrong-variable</c> trains in the place of what is exchanged: of several variables, each subspace gets the
/// next one's labels; a single one gets those of the first other variable that every network's task has; and <c>full</c> those of the one
/// variable that says least of it, a label before a number and the last before the first.</summary>
internal static class OtherVariables
{
    /// <summary>As many as there are variables; null where there is no other.</summary>
    public static ValueList<ExchangedVariable>? Of(ValueList<ExchangedVariable> variables, IReadOnlyList<SequenceTask> tasks)
    {
        if (variables.Count > 1)
            return [.. variables.Skip(1), variables[0]];
        ExchangedVariable aligned = variables[0];
        CausalVariable[] shared = [.. tasks[0].Variables.Where(variable => tasks.All(task => Has(task, variable)))];
        CausalVariable? other = aligned.Names.Contains(CausalVariable.Full)
            ? shared.Length < 2 ? null : shared.LastOrDefault(variable => variable.Labels is not null) ?? shared[^1]
            : shared.FirstOrDefault(variable => !aligned.Names.Contains(variable.Name));
        return other is null ? null : [new ExchangedVariable([.. tasks.Select(_ => other.Name)])];
    }

    private static bool Has(SequenceTask task, CausalVariable variable) =>
        PossibleExchange.Between(task, task, variable.Name, variable.Name)
        && task.Variables.Any(known => known.Name == variable.Name && (known.Labels ?? []).SequenceEqual(variable.Labels ?? []));
}
