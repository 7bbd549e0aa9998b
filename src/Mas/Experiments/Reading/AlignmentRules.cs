using Mas.Alignments;
using Mas.Causal;
using Mas.Tasks;
using Mas.Training;

namespace Mas.Experiments.Reading;

/// <summary>What settings of an alignment must fit together: mask, sizes, family, scheme, variables at once.</summary>
internal sealed class AlignmentRules
{
    private readonly Section _section;
    private readonly IReadOnlyList<ReadNetwork> _networks;
    private readonly IReadOnlyList<AlignmentCase> _cases;
    private readonly AlignmentOptions _options;

    private AlignmentRules(Section section, IReadOnlyList<ReadNetwork> networks, IReadOnlyList<AlignmentCase> cases, AlignmentOptions options) =>
        (_section, _networks, _cases, _options) = (section, networks, cases, options);

    /// <summary>Reports everything that does not fit.</summary>
    public static void Check(Section section, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, AlignmentOptions options)
    {
        IReadOnlyList<AlignmentCase> cases = Cases(networks, options);
        DirectionRules.Check(section, networks, [.. cases.Select(own => own.Method)], options);
        ExchangeRules.Check(section, networks, tasks, cases, options);
        var rules = new AlignmentRules(section, networks, cases, options);
        rules.CheckMask();
        rules.CheckExtraneous();
        rules.CheckFamily();
        rules.CheckScheme(tasks);
        rules.CheckJoint();
        rules.CheckExtend();
    }

    private void CheckMask()
    {
        if (_options.Methods.Contains(AlignmentMethod.LinearStitching) && _options.Mask?.NeedsInverse == true)
            Fail("mask", "method linear-stitching has no inverse that could keep the target's other coordinates; its mask is replace-all");
        if (_options is { LearnsSizes: true, Sizes.Count: > 1 })
            Fail("size", "the learned mask finds its sizes itself, so that a list of them would train the same alignment several times; leave it out");
    }

    private void CheckExtraneous()
    {
        if (!_options.Extraneous)
            return;
        foreach (Method method in _cases.Select(own => own.Method))
        {
            if (!method.Mask.HasRemainder)
                Fail("extraneous", $"the mask {method.Mask.Word} of method {method.Name} has no remainder of a fixed size that could be trained; use mask fixed, or leave extraneous out");
            else if (method.Trained.Count > 0 && !method.Behaviour.Any(direction => direction.IsWithin))
                Fail("extraneous", $"the remainder is swapped within a network, and method {method.Name} trains no direction of a network with itself; leave extraneous out");
        }
        long largest = _options.Sizes.Max(size => size.PerVariable is null ? int.MaxValue : size.Resolve(_options.Variables.Count, 1).Sum(own => (long)own));
        if (_options.Sizes.Any(size => size.PerVariable is null))
            Fail("extraneous", "size full leaves no remainder that could be trained; give a smaller size, or leave extraneous out");
        else if (_networks.All(network => network.Width <= largest))
            Fail("extraneous", $"{largest} dimensions leave no remainder that could be trained; give a smaller size, or leave extraneous out");
    }

    private void CheckFamily()
    {
        AlignmentDesign design = _options.Design;
        if (_section.Take("start") is { } start && !AlignmentFactory.HasOrthogonalBase(design))
            _section.Fail(start, "start", $"the family {design.Family.Word()} has a start of its own, neither aligned nor random; leave this key out");
        if (_section.Take("parametrisation") is { } parametrisation && design.Family != AlignmentFamily.Orthogonal)
            _section.Fail(parametrisation, "parametrisation", $"parametrisations are of the family orthogonal; the family {design.Family.Word()} has none");
        if (_section.Take("reversible") is { } reversible && design.Family != AlignmentFamily.Reversible)
            _section.Fail(reversible, "reversible", $"these settings are of the family reversible, and the family is {design.Family.Word()}");
        if (_section.Take("nonlinearity") is { } nonlinearity && design.Normalise == Normalise.None)
            _section.Fail(nonlinearity, "nonlinearity", "a nonlinearity goes with 'normalise: standard'");
        if (design is { Parametrisation: Parametrisation.Stiefel } && (_options.Extraneous || _options.LearnsSizes))
            Fail("parametrisation", "stiefel holds the swapped columns only; a learned mask and a trained remainder need all of them: use cayley or householder");
    }

    private void CheckExtend()
    {
        if (_options.Extend is not null && (_options.LearnsSizes || _options.Extraneous))
            Fail("extend", "a run with a learned mask or a trained remainder cannot be extended, because what it swaps is not fixed by a size; leave mask and extraneous out");
    }

    private void CheckScheme(ReadTasks tasks)
    {
        if (_options.Scheme == Interchange.Scheme.Stepwise && tasks.Networks.OfType<SequenceTask>().FirstOrDefault(task => task.FeatureWidth > 0) is { } task)
            Fail("scheme", $"the stepwise scheme goes through the positions of both sequences, and the task {task.Name} has one position only; use the scheme single");
    }

    private void CheckJoint()
    {
        if (!_options.Joint)
            return;
        if (_options.Variables.Count == 1)
            Fail("joint", "joint overwrites several variables at once, and there is only one; name more, or leave joint out");
        else if (Enumerable.Range(0, _networks.Count).Any(k => _options.Variables.Any(variable => variable.Names[k] == CausalVariable.Full) || _options.Variables.DistinctBy(variable => variable.Names[k]).Count() < _options.Variables.Count))
            Fail("joint", "variables that are overwritten at once must be different ones in every network, and full is all of them; name others, or leave joint out");
    }

    // One for each method; sizes play no part in what is checked here.
    private static IReadOnlyList<AlignmentCase> Cases(IReadOnlyList<ReadNetwork> networks, AlignmentOptions options)
    {
        var experiment = new Experiment
        {
            Name = "",
            Networks = [.. networks.Select(network => network.ToOptions())],
            Alignment = options with { Methods = [.. options.Methods.Where(method => DirectionRules.IsPossible(method, networks.Count))], Sizes = [new([1])] },
        };
        return AlignmentCase.Of(experiment, [.. networks.Select(_ => 1)]);
    }

    private void Fail(string key, string message) => _section.Fail(_section.Take(key), key, message);
}
