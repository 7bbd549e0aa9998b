using Mas.Alignments;
using Mas.Causal;
using Mas.Interchange;
using Mas.Tasks;
using Mas.Training;

namespace Mas.Experiments.Reading;

/// <summary>What settings of an alignment must fit together: mask, sizes, family, scheme, variables at once.</summary>
internal sealed class AlignmentRules(Section section, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, AlignmentOptions options)
{
    private readonly IReadOnlyList<AlignmentCase> _cases = Cases(networks, options);

    /// <summary>Reports everything that does not fit.</summary>
    public void Check()
    {
        new DirectionRules(section, networks, options).Check([.. _cases.Select(variant => variant.Method)]);
        new ExchangeRules(section, networks, tasks, options).Check(_cases);
        new RecordingRules(section, networks, tasks, options).Check([.. _cases.Select(variant => variant.Method)]);
        CheckMask();
        CheckExtraneous();
        CheckFamily();
        CheckStart();
        CheckOthers();
    }

    private void CheckMask()
    {
        if (options.Methods.Contains(AlignmentMethod.LinearStitching) && options.Mask?.NeedsInverse == true)
            section.Fail("mask", "method linear-stitching has no inverse that could keep the target's other coordinates; "
                + "its mask is replace-all");
        if (options is { LearnsSizes: true, Sizes.Count: > 1 })
            section.Fail("size", "the learned mask finds its sizes itself, so that a list of them would train the same alignment several "
                + "times; leave it out");
    }

    private void CheckExtraneous()
    {
        if (!options.Extraneous)
            return;
        foreach (Method method in _cases.Select(variant => variant.Method))
        {
            if (!method.Mask.HasRemainder)
                section.Fail("extraneous", $"the mask {method.Mask.Word} of method {method.Name} has no remainder of a fixed size that "
                    + "could be trained; use mask fixed, or leave extraneous out");
            else if (method.Trained.Count > 0 && !method.Behaviour.Any(direction => direction.IsWithin))
                section.Fail("extraneous", $"the remainder is swapped within a network, and method {method.Name} trains no direction of a "
                    + "network with itself; leave extraneous out");
        }
        long largest = options.Sizes.Max(size =>
            size.PerVariable is null ? int.MaxValue : size.Resolve(options.Variables.Count, 1).Sum(variant => (long)variant));
        if (options.Sizes.Any(size => size.PerVariable is null))
            section.Fail("extraneous", "size full leaves no remainder that could be trained; give a smaller size, or leave extraneous out");
        else if (networks.All(network => network.Width <= largest))
            section.Fail("extraneous", $"{largest} dimensions leave no remainder that could be trained; "
                + "give a smaller size, or leave extraneous out");
    }

    private void CheckFamily()
    {
        AlignmentDesign design = options.Design;
        string family = design.Family.Word();
        FailIfWritten("start", !AlignmentFactory.HasOrthogonalBase(design),
            $"the family {family} has a start of its own, neither aligned nor random; leave this key out");
        FailIfWritten("parametrisation", design.Family != AlignmentFamily.Orthogonal,
            $"parametrisations are of the family orthogonal; the family {family} has none");
        FailIfWritten("reversible", design.Family != AlignmentFamily.Reversible,
            $"these settings are of the family reversible, and the family is {family}");
        FailIfWritten("nonlinearity", design.Normalise == Normalise.None, "a nonlinearity goes with 'normalise: standard'");
        if (design is { Parametrisation: Parametrisation.Stiefel } && (options.Extraneous || options.LearnsSizes))
            section.Fail("parametrisation", "stiefel holds the swapped columns only; a learned mask and a trained remainder need all of "
                + "them: use cayley or householder");
    }

    private void CheckStart()
    {
        if (options.Start != AlignmentStart.NextLarger)
            return;
        if (options.Sizes.Count < 2)
            section.Fail("start", "next-larger starts a size from the next larger one's result, and there is one size only; "
                + "list several, or take the start aligned");
        else if (options.Sizes.Any(size => size.PerVariable is null))
            section.Fail("start", "next-larger wants every size as a number, and full is one for each network; give its number instead");
        if (options.Design.Family != AlignmentFamily.Orthogonal)
            section.Fail("start", $"next-larger is a start of the family orthogonal, and the family is {options.Design.Family.Word()}");
        else if (options.Methods.Contains(AlignmentMethod.LinearStitching))
            section.Fail("start", "next-larger is a start of orthogonal maps, and those of linear-stitching are not; leave it out");
    }

    private void CheckOthers()
    {
        SequenceTask? still = tasks.Networks.OfType<SequenceTask>().FirstOrDefault(task => task.FeatureWidth > 0);
        if (options.Scheme == Scheme.Stepwise && still is not null)
            section.Fail("scheme", $"the stepwise scheme goes through the positions of both sequences, and the task {still.Name} has one "
                + "position only; use the scheme single");
        if (options is { Score: ScoredPredictions.First, Scheme: Scheme.Single })
            section.Fail("score", "score first asks what is predicted where every position before has been exchanged too, which is the "
                + "scheme stepwise; write 'scheme: stepwise' as well, or leave score out");
        SequenceTask? one = tasks.Networks.OfType<SequenceTask>().FirstOrDefault(task => task.OverwritesOne);
        if (options.Joint && one is not null)
            section.Fail("joint", $"joint overwrites several variables at once, and the causal model {one.Options.Causal} overwrites one "
                + "alone; leave joint out");
        else if (options.Joint && options.Variables.Count == 1)
            section.Fail("joint", "joint overwrites several variables at once, and there is only one; name more, or leave joint out");
        else if (options.Joint && Enumerable.Range(0, networks.Count)
            .Select(k => options.Variables.Select(variable => variable.Names[k]).ToArray())
            .Any(names => names.Contains(CausalVariable.Full) || names.Distinct().Count() < names.Length))
            section.Fail("joint", "variables that are overwritten at once must be different ones in every network, and full is all of "
                + "them; name others, or leave joint out");
        if (options.Extend is not null && (options.LearnsSizes || options.Extraneous))
            section.Fail("extend", "a run with a learned mask or a trained remainder cannot be extended, because what it swaps is not "
                + "fixed by a size; leave mask and extraneous out");
    }

    // One for each method; sizes play no part in what is checked here.
    private static IReadOnlyList<AlignmentCase> Cases(IReadOnlyList<ReadNetwork> networks, AlignmentOptions options)
    {
        AlignmentMethod[] possible = [.. options.Methods.Where(method => DirectionRules.IsPossible(method, networks.Count))];
        var experiment = new Experiment
        {
            Name = "",
            Networks = [.. networks.Select(network => network.ToOptions())],
            Alignment = options with { Methods = [.. possible], Sizes = [new([1])] },
        };
        return AlignmentCase.Of(experiment, [.. networks.Select(_ => 1)]);
    }

    private void FailIfWritten(string key, bool isWrong, string message)
    {
        if (section.Take(key) is { } node && isWrong)
            section.Fail(node, key, message);
    }
}
