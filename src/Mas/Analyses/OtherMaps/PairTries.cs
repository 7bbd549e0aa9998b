using Mas.Alignments;
using Mas.Analyses.Scrambled;
using Mas.Analyses.Untrained;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Verdicts;

namespace Mas.Analyses.OtherMaps;

/// <summary>The further tries between two networks.</summary>
/// <param name="own">The run's alignment at its largest size.</param>
/// <param name="directions">What that has given.</param>
internal sealed class PairTries(
    AnalysisContext context, CaseResult own, IReadOnlyList<DirectionResult> directions, int first, int second)
{
    private readonly string[] _names = [context.Data.Networks[first].Name, context.Data.Networks[second].Name];
    private readonly double _same = context.Experiment.Verdict.Same, _different = context.Experiment.Verdict.Different;

    /// <summary>Nothing where every direction between the two reaches, or none can be judged.</summary>
    public IEnumerable<TriedMap> Run()
    {
        DirectionResult[] between = [.. directions.Where(IsBetween).Where(one => one is { Trained: true, Chosen: not null })];
        if (between.All(one => one.Chosen!.Low >= _same))
            return [];
        List<TriedMap> found = [.. Tries(between)];
        if (between.All(one => one.Chosen!.High < _different)
            && found.SelectMany(one => one.Results).All(one => one.Bounds.High < _different))
            found.AddRange(new[] { first, second }.Select(network => new CopyTry(context, own.Data.Case, network).Run()));
        return found;
    }

    private IEnumerable<TriedMap> Tries(DirectionResult[] between)
    {
        AlignmentStart other = context.Experiment.Alignment.Start == AlignmentStart.Random ? AlignmentStart.Aligned : AlignmentStart.Random;
        yield return Try(OtherMap.Start, own.Data.Case.Sizes, alignment => alignment with { Start = other });
        int narrowest = own.Data.Setup.Widths.Min();
        ValueList<int> full = own.Data.Case.Sizes.Count == 1 ? [narrowest] : own.Data.Case.Sizes;
        // At full width already, the alignment itself has tried it.
        yield return full == own.Data.Case.Sizes
            ? new TriedMap([.. between.Select(one => Result(OtherMap.Width, one))], [])
            : Try(OtherMap.Width, full, alignment => alignment);
        yield return Try(OtherMap.Linear, own.Data.Case.Sizes, alignment => alignment with
        {
            Design = alignment.Design with { Family = AlignmentFamily.Linear, Parametrisation = Parametrisation.Auto },
        });
    }

    private TriedMap Try(string kind, ValueList<int> sizes, Func<AlignmentOptions, AlignmentOptions> change)
    {
        Experiment changed = TriedExperiment.Of(context.Experiment, change);
        AlignmentCase variant = new(
            own.Data.Case.Method with { Behaviour = [.. own.Data.Case.Method.Behaviour.Where(IsOfPair)] }, sizes,
            Pair: new NamedDirection(_names[0], _names[1]));
        CaseResult result = context.Training.Run($"other-maps-{kind}", changed, [variant])[0];
        if (kind == OtherMap.Linear && Between(result).All(one => one.Chosen?.Low >= _same))
            result = WithControls(changed, result);
        return new TriedMap(
            [.. Between(result).Where(one => one.Chosen is not null).Select(one => Result(kind, one))],
            [.. context.TrialRows(result, Metrics.Via(Metrics.OtherMap, kind))]);
    }

    // A map that is not orthogonal can be made to fit almost anything: what reaches is set beside what any activity allows.
    private CaseResult WithControls(Experiment changed, CaseResult linear)
    {
        using var inner = new AnalysisContext(context.Run with { Experiment = changed }, [linear], context.Evidence, context.Shared);
        foreach (AnalysisDescription control in new[] { UntrainedSourceControl.Description, ScrambledControl.Description })
            linear = control.Run(inner).Control is { } added ? linear.With(added.Name, added.Outcomes[0]) : linear;
        return linear;
    }

    private IEnumerable<DirectionResult> Between(CaseResult result) => result.Tested().Select(tested => tested.Result).Where(IsBetween);

    private static OtherMapResult Result(string kind, DirectionResult direction) => new(
        kind, null, direction.Source, direction.Target, direction.Variable, direction.Size, direction.Chosen!,
        [.. JudgedPair.ReachedBy(direction)]);

    private bool IsBetween(DirectionResult direction) => direction.Source != direction.Target && direction.Variable != Verdict.Extraneous
        && _names.Contains(direction.Source) && _names.Contains(direction.Target);

    private bool IsOfPair(Direction direction) =>
        (direction.Source == first || direction.Source == second) && (direction.Target == first || direction.Target == second);
}

/// <summary>The run's experiment for a further try: the same budget, but for trainings that will not get there.</summary>
internal static class TriedExperiment
{
    private static readonly ValueList<Control> s_controls =
        [Control.NoSwap, Control.Shuffled, Control.OutputOnly, Control.InputOnly];

    public static Experiment Of(Experiment experiment, Func<AlignmentOptions, AlignmentOptions> change) => experiment with
    {
        Alignment = change(experiment.Alignment) with { Stop = experiment.Alignment.Stop with { Futile = true } },
        Evaluation = experiment.Evaluation with
        {
            Controls = [.. s_controls.Where(control => control != Control.InputOnly || experiment.Alignment.Scheme == Scheme.Stepwise)],
        },
    };
}
