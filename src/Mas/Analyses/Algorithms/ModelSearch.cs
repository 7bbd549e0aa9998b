using Mas.Comparison;

namespace Mas.Analyses.Algorithms;

/// <summary>The search for the variables of one causal model in one network, one after the other, the hardest first. The first that falls
/// short on validation ends it, since the network will hardly pass the model any more.</summary>
internal sealed class ModelSearch(ComparisonContext run, AskedModel asked)
{
    public AskedModel Asked => asked;

    /// <summary>Of all variables, in the causal model's order.</summary>
    public IReadOnlyList<VariableSearch> Variables { get; } =
        [.. asked.Asked.SequenceTask.Variables.Select((_, v) => new VariableSearch(run, asked, v))];

    // What the unchanged network gets right least often is the hardest, and tells soonest.
    private IEnumerable<VariableSearch> ByFloor => Variables.OrderBy(variable => variable.Floor);

    /// <summary>Finds out which variables are asked, and searches until one falls short.</summary>
    public void Search()
    {
        foreach (VariableSearch variable in Variables)
            variable.MeasureFloor();
        foreach (VariableSearch variable in ByFloor.Where(variable => variable.IsAsked))
        {
            run.Stop.ThrowIfCancellationRequested();
            variable.Search();
            if (variable.IsShort)
                return;
        }
    }

    /// <summary>Searches for what is left: a variable that is certainly missing may be among it.</summary>
    public void SearchOn()
    {
        foreach (VariableSearch variable in ByFloor.Where(variable => variable.IsAsked && variable.Tries.Count == 0))
        {
            run.Stop.ThrowIfCancellationRequested();
            variable.Search();
        }
    }
}
