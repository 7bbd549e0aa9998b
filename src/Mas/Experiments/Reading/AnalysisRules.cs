using Mas.Alignments;
using Mas.Interchange;
using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>What analyses ask of the rest of an experiment, as far as it is known before a network is opened.</summary>
/// <param name="networks">Of the experiment.</param>
/// <param name="tasks">Their tasks.</param>
/// <param name="alignment">What is aligned.</param>
/// <param name="evaluation">What is measured beside it.</param>
internal sealed class AnalysisRules(IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, AlignmentOptions alignment, EvaluationOptions evaluation)
{
    /// <summary>Why an analysis cannot be done, one sentence each; empty where it can.</summary>
    public IEnumerable<string> Against(Analysis analysis) => [.. AgainstExtend(analysis), .. analysis switch
    {
        Analysis.WrongVariable => AgainstWrongVariable(),
        Analysis.Leakage => AgainstLearned(analysis),
        Analysis.RandomStart => AgainstRandomStart(),
        Analysis.SmallestSubspace or Analysis.Angles => new SubspaceRules(networks, alignment).Against(analysis),
        Analysis.Cycles => AgainstCycles(),
        Analysis.OffManifold => AgainstOffManifold(),
        Analysis.Disagreement => [.. AgainstLearned(analysis), .. AgainstDisagreement()],
        _ => [],
    }];

    private static bool TrainsAnew(Analysis analysis) =>
        analysis is Analysis.Untrained or Analysis.WrongVariable or Analysis.RandomStart or Analysis.SmallestSubspace or Analysis.Leakage or Analysis.Disagreement;

    private IEnumerable<string> AgainstExtend(Analysis analysis)
    {
        if (alignment.Extend is not null && TrainsAnew(analysis))
            yield return $"{analysis.Word()} trains alignments anew, and those of the run that is extended are kept; leave {analysis.Word()} out, or extend";
    }

    private IEnumerable<string> AgainstWrongVariable()
    {
        SequenceTask[] known = [.. tasks.Networks.OfType<SequenceTask>()];
        if (known.Length == tasks.Networks.Count && OtherVariables.Of(alignment.Variables, known) is null)
            yield return "wrong-variable needs a variable beside the one that is exchanged, in the tasks of all networks, and there is none; leave it out";
    }

    private IEnumerable<string> AgainstLearned(Analysis analysis)
    {
        if (alignment.LearnsSizes)
            yield return $"{analysis.Word()} stitches at the sizes of the experiment, and the learned mask finds its own; use mask fixed, or leave {analysis.Word()} out";
    }

    private IEnumerable<string> AgainstRandomStart()
    {
        if (alignment.Start == AlignmentStart.Random)
            yield return "the alignments start at random already; leave random-start out, or start: random";
        if (alignment.Methods.All(method => method == AlignmentMethod.LinearStitching))
            yield return "linear stitching has no start that could be another one; leave random-start out";
        if (!AlignmentFactory.HasOrthogonalBase(alignment.Design))
            yield return $"the family {alignment.Design.Family.Word()} has no aligned start to be compared with; leave random-start out";
    }

    private IEnumerable<string> AgainstCycles()
    {
        if (alignment.Scheme == Scheme.Stepwise)
            yield return "cycles write at one position, and the scheme is stepwise; use the scheme single, or leave cycles out";
        if (alignment.Joint)
            yield return "cycles carry one variable at a time, and joint overwrites several at once; leave one of the two out";
        if (!alignment.Methods.Any(HasBothWays))
            yield return "cycles go from one network into another and on, and no method that is asked for trains such directions; add mas, or leave cycles out";
        else if (!tasks.Networks.Any(task => task?.CanReplay != false))
            yield return $"cycles need a causal model that runs from token to token, which the task {tasks.Networks[0]!.Name} has not; leave cycles out";
        else if (!networks.Zip(tasks.Networks).Where(pair => pair.First.KnownSite?.IsHandedOn != false).GroupBy(pair => pair.Second).Any(group => group.Count() > 1))
            yield return "cycles go through networks of one task that hand on what is written into them, and there are no two such networks here: read two of them at a recurrent state, or leave cycles out";
    }

    // The others go one way, or stay within a network.
    private static bool HasBothWays(AlignmentMethod method) => method is AlignmentMethod.Mas or AlignmentMethod.Clmas or AlignmentMethod.Custom;

    private IEnumerable<string> AgainstOffManifold()
    {
        if (alignment.Scheme == Scheme.Stepwise)
            yield return "off-manifold looks at the one position that the scheme single overwrites, and the scheme is stepwise; leave off-manifold out";
        if (alignment.Test < 2)
            yield return "off-manifold compares samples of latents, and alignment.test is 1; ask for at least 2";
    }

    private IEnumerable<string> AgainstDisagreement()
    {
        if (!alignment.Methods.Contains(AlignmentMethod.Mas))
            yield return "disagreement compares other measures with MAS, and the method mas is not asked for; add it under alignment.method, or leave disagreement out";
        if (tasks.Networks.Distinct().Count() > 1)
            yield return "disagreement compares the activity of networks on the same sequences, and the networks have several tasks; give them one, or leave disagreement out";
        if (networks.FirstOrDefault(network => !network.Accessible) is { } closed)
            yield return $"disagreement stitches every network to every other, and network '{closed.Name}' is not accessible; leave disagreement out";
        if (!evaluation.Controls.Contains(Control.NoSwap))
            yield return "disagreement compares accuracies that are corrected for chance, and the control no-swap, which measures it, is left out; add it under evaluation.controls";
    }

}
