using Mas.Alignments;

namespace Mas.Experiments.Reading;

/// <summary>What the analyses of subspaces ask of the rest of an experiment.</summary>
/// <param name="networks">Of the experiment.</param>
/// <param name="alignment">Of the experiment.</param>
internal sealed class SubspaceRules(IReadOnlyList<ReadNetwork> networks, AlignmentOptions alignment)
{
    /// <summary>Why an analysis cannot be done, one sentence each; empty where it can.</summary>
    public IEnumerable<string> Against(Analysis analysis) => analysis switch
    {
        Analysis.SmallestSubspace => AgainstSmallest(),
        Analysis.Angles when alignment.Design.Family == AlignmentFamily.Reversible => ["angles are between linear subspaces, and the family reversible bends; leave angles out"],
        _ => [],
    };

    private IEnumerable<string> AgainstSmallest()
    {
        if (alignment.Variables.Count > 1)
            yield return $"smallest-subspace looks for the size of one subspace, and {alignment.Variables.Count} variables have one each; run the experiment once for each variable";
        if (alignment.LearnsSizes)
            yield return "smallest-subspace tries out sizes, and the learned mask finds its own; use mask fixed, or leave smallest-subspace out";
        if (alignment.Extraneous)
            yield return "smallest-subspace leaves the remainder alone, and extraneous trains it; leave one of the two out";
        if (!AlignmentFactory.HasOrthogonalBase(alignment.Design))
            yield return $"smallest-subspace starts smaller alignments from larger ones, and the family {alignment.Design.Family.Word()} has a start of its own; use orthogonal or linear, or leave smallest-subspace out";
        if (networks.FirstOrDefault(network => !network.Accessible) is { } closed)
            yield return $"smallest-subspace would run network '{closed.Name}' from an intervention, and it is not accessible; leave smallest-subspace out";
        if (networks.Select(network => network.Causal).Distinct().Count() > 1)
            yield return "smallest-subspace aligns all networks with each other, and alignments between different causal models of a list say nothing; give one causal model";
    }
}
