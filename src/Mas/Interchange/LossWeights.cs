namespace Mas.Interchange;

/// <summary>What each route's mean losses weigh in the total.</summary>
/// <param name="Behaviour">[routes] of the cross-entropy.</param>
/// <param name="CounterfactualLatent">[routes] of the CL loss.</param>
internal sealed record LossWeights(IReadOnlyList<double> Behaviour, IReadOnlyList<double> CounterfactualLatent)
{
    /// <summary>Of the behaviour loss alone.</summary>
    public LossWeights(IReadOnlyList<double> behaviour)
        : this(behaviour, new double[behaviour.Count])
    {
    }
}
