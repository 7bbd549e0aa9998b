using Mas.Alignments;
using Mas.Interchange;
using Mas.Tasks;

namespace Mas.Experiments.Analyses;

/// <summary>What analyses and the rest of an experiment must fit together, as far as it is known before a network is opened.</summary>
internal sealed class AnalysisRules
{
    private const string Key = "analyses";

    private readonly Section _root;
    private readonly IReadOnlyList<ReadNetwork> _networks;
    private readonly ReadTasks _tasks;
    private readonly AlignmentOptions _alignment;

    private AnalysisRules(Section root, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, AlignmentOptions alignment) =>
        (_root, _networks, _tasks, _alignment) = (root, networks, tasks, alignment);

    /// <summary>Reports everything that does not fit.</summary>
    /// <param name="root">The whole file.</param>
    /// <param name="networks">All of them.</param>
    /// <param name="tasks">Their tasks.</param>
    /// <param name="alignment">What is aligned.</param>
    /// <param name="evaluation">What is measured beside it.</param>
    /// <param name="analyses">What is asked for.</param>
    public static void Check(Section root, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, AlignmentOptions alignment, EvaluationOptions evaluation, ValueList<Analysis> analyses)
    {
        var rules = new AnalysisRules(root, networks, tasks, alignment);
        foreach (Analysis analysis in analyses.Where(TrainsAnew))
            rules.CheckExtend(analysis);
        if (analyses.Contains(Analysis.WrongVariable))
            rules.CheckWrongVariable();
        if (analyses.Contains(Analysis.RandomStart))
            rules.CheckRandomStart();
        if (analyses.Contains(Analysis.Cycles))
            rules.CheckCycles();
        if (analyses.Contains(Analysis.OffManifold))
            rules.CheckOffManifold();
        if (analyses.Contains(Analysis.Disagreement))
            rules.CheckDisagreement(evaluation);
    }

    private static bool TrainsAnew(Analysis analysis) =>
        analysis is Analysis.Untrained or Analysis.WrongVariable or Analysis.RandomStart or Analysis.Leakage or Analysis.Disagreement;

    private void CheckExtend(Analysis analysis)
    {
        if (_alignment.Extend is not null)
            Fail($"{analysis.Word()} trains alignments anew, and those of the run that is extended are kept; leave {analysis.Word()} out, or extend");
    }

    private void CheckWrongVariable()
    {
        SequenceTask[] known = [.. _tasks.Networks.OfType<SequenceTask>()];
        if (known.Length == _tasks.Networks.Count && OtherVariables.Of(_alignment.Variables, known) is null)
            Fail("wrong-variable needs a variable beside the one that is exchanged, in the tasks of all networks, and there is none; leave it out");
    }

    private void CheckRandomStart()
    {
        if (_alignment.Start == AlignmentStart.Random)
            Fail("the alignments start at random already; leave random-start out, or start: random");
        if (!AlignmentFactory.HasOrthogonalBase(_alignment.Design))
            Fail($"the family {_alignment.Design.Family.Word()} has no aligned start to be compared with; leave random-start out");
    }

    private void CheckCycles()
    {
        if (_alignment.Scheme == Scheme.Stepwise)
            Fail("cycles write at one position, and the scheme is stepwise; use the scheme single, or leave cycles out");
        if (_alignment.Joint)
            Fail("cycles carry one variable at a time, and joint overwrites several at once; leave one of the two out");
        if (!_alignment.Methods.Any(HasBothWays))
            Fail("cycles go from one network into another and on, and no method that is asked for trains such directions; add mas, or leave cycles out");
        else if (!_tasks.Networks.Any(task => task?.CanReplay != false))
            Fail($"cycles need a causal model that runs from token to token, which the task {_tasks.Networks[0]!.Name} has not; leave cycles out");
        else if (!_networks.Zip(_tasks.Networks).Where(pair => pair.First.KnownSite?.IsHandedOn != false).GroupBy(pair => pair.Second).Any(group => group.Count() > 1))
            Fail("cycles go through networks of one task that hand on what is written into them, and there are no two such networks here: read two of them at a recurrent state, or leave cycles out");
    }

    // The others go one way, or stay within a network.
    private static bool HasBothWays(AlignmentMethod method) => method is AlignmentMethod.Mas or AlignmentMethod.Clmas or AlignmentMethod.Custom;

    private void CheckOffManifold()
    {
        if (_alignment.Scheme == Scheme.Stepwise)
            Fail("off-manifold looks at the one position that the scheme single overwrites, and the scheme is stepwise; leave off-manifold out");
        if (_alignment.Test < 2)
            Fail("off-manifold compares samples of latents, and alignment.test is 1; ask for at least 2");
    }

    private void CheckDisagreement(EvaluationOptions evaluation)
    {
        if (!_alignment.Methods.Contains(AlignmentMethod.Mas))
            Fail("disagreement compares other measures with MAS, and the method mas is not asked for; add it under alignment.method, or leave disagreement out");
        if (_tasks.Networks.Distinct().Count() > 1)
            Fail("disagreement compares the activity of networks on the same sequences, and the networks have several tasks; give them one, or leave disagreement out");
        if (_networks.FirstOrDefault(network => !network.Accessible) is { } closed)
            Fail($"disagreement stitches every network to every other, and network '{closed.Name}' is not accessible; leave disagreement out");
        if (!evaluation.Controls.Contains(Control.NoSwap))
            Fail("disagreement compares accuracies that are corrected for chance, and the control no-swap, which measures it, is left out; add it under evaluation.controls");
    }

    private void Fail(string message) => _root.Fail(_root.Take(Key), Key, message);
}
