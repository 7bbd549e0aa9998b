using Mas.Interchange;

namespace Mas.Experiments.Analyses;

/// <summary>What analyses and the rest of an experiment must fit together, as far as it is known before a network is opened.</summary>
internal sealed class AnalysisRules
{
    private const string Key = "analyses";

    private readonly Section _root;
    private readonly AlignmentOptions _alignment;

    private AnalysisRules(Section root, AlignmentOptions alignment) => (_root, _alignment) = (root, alignment);

    /// <summary>Reports everything that does not fit.</summary>
    /// <param name="root">The whole file.</param>
    /// <param name="alignment">What is aligned.</param>
    /// <param name="analyses">What is asked for.</param>
    public static void Check(Section root, AlignmentOptions alignment, ValueList<Analysis> analyses)
    {
        var rules = new AnalysisRules(root, alignment);
        if (analyses.Contains(Analysis.OffManifold))
            rules.CheckOffManifold();
    }

    private void CheckOffManifold()
    {
        if (_alignment.Scheme == Scheme.Stepwise)
            Fail("off-manifold looks at the one position that the scheme single overwrites, and the scheme is stepwise; leave off-manifold out");
        if (_alignment.Test < 2)
            Fail("off-manifold compares samples of latents, and alignment.test is 1; ask for at least 2");
    }

    private void Fail(string message) => _root.Fail(_root.Take(Key), Key, message);
}
